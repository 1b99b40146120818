package mm.scenario;

import static mm.abi.Uffd.REGISTER_MODE_WP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.Machine;
import mm.config.Patch;
import mm.config.Release;
import mm.config.Series;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One page of a huge page of a file is protected: the PMD is split to nothing first, so that the
 * page table has to be made again before there is a place for the marker (change_pmd_range).
 */
class ProtectPartOfHugePageTest {
  private static final Scenario SCENARIO =
      new Scenario(
          "one page of a huge page of a file is protected",
          Setting.SHMEM_THP,
          stage -> stage.shmem(512).write(0).register(REGISTER_MODE_WP).protect(5, 1).write(5));

  @ParameterizedTest
  @EnumSource(names = "V5_18", mode = EnumSource.Mode.EXCLUDE)
  void isToldOfWithTheSeries(Release release) {
    assertThat(lastAnswer(release, Series.v8())).isEqualTo("PF(W|WP), written");
  }

  @ParameterizedTest
  @EnumSource(names = "V5_18", mode = EnumSource.Mode.EXCLUDE)
  void isLostWithoutPatch9(Release release) {
    Series series = Series.v8().without(Patch.PROTECT_FILE_THP);
    assertThat(lastAnswer(release, series)).isEqualTo("written");
  }

  private static String lastAnswer(Release release, Series series) {
    Machine machine =
        SCENARIO.setting().on(Machine.x86_64().release(release).series(series)).boot();
    List<Step> steps = SCENARIO.on(machine);
    machine.check();
    return steps.getLast().answer();
  }
}
