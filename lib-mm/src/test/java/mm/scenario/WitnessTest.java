package mm.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import mm.Machine;
import mm.MachineConfig;
import mm.config.Patch;
import mm.config.Release;
import mm.config.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every patch that changes behaviour is needed: its witness fails without it, for its reason. */
class WitnessTest {
  static List<Witness> witnesses() {
    return Witness.all();
  }

  @ParameterizedTest
  @MethodSource("witnesses")
  void holdsWithTheSeries(Witness witness) {
    Verdict verdict = witness.withSeries();
    assertThat(verdict.holds()).as("%s", verdict.steps()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("witnesses")
  void failsWithoutItsPatchForItsReason(Witness witness) {
    Verdict verdict = witness.withoutPatch();
    assertThat(verdict.failsAsForetold()).as("%s", verdict.steps()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("witnesses")
  void holdsInEveryLaterRelease(Witness witness) {
    for (MachineConfig config : laterThan(witness.release())) {
      Verdict verdict = witness.on(config);
      assertThat(verdict.holds()).as("%s", verdict).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("witnesses")
  void failsWithoutItsPatchInEveryLaterRelease(Witness witness) {
    for (MachineConfig config : laterThan(witness.release())) {
      Verdict verdict = witness.on(config.series(Series.v8().without(witness.patch())));
      assertThat(verdict.fails()).as("%s", verdict).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("witnesses")
  void leavesTheMachineConsistent(Witness witness) {
    Machine machine = witness.scenario().setting().on(newest()).boot();
    witness.scenario().on(machine);
    machine.check();
  }

  @Test
  void onePatchOneWitnessInTheirOrder() {
    List<Integer> numbers = Witness.all().stream().map(w -> w.patch().number()).toList();
    assertThat(numbers)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21);
  }

  @Test
  void patchesWithoutBehaviourHaveNone() {
    assertThat(Stream.of(Patch.values()).filter(patch -> Witness.of(patch).isEmpty()))
        .containsExactly(Patch.HUGETLB_HELPERS, Patch.DEFAULT_MARKERS, Patch.SELFTESTS);
  }

  @Test
  void missingHugetlbTrapIsAnEndlessRefaultOnceTheBitStopsTheCopy() {
    Witness witness = Witness.of(Patch.HUGETLB_FAULT_WP).orElseThrow();
    Verdict verdict = witness.on(newest().series(Series.v8().without(Patch.HUGETLB_FAULT_WP)));
    assertThat(verdict.answer("write page 0")).isEqualTo("endless refault");
  }

  private static MachineConfig newest() {
    return Machine.x86_64().release(Release.V6_18);
  }

  private static List<MachineConfig> laterThan(Release first) {
    return Stream.of(Release.values())
        .filter(release -> release.atLeast(first))
        .map(release -> Machine.x86_64().release(release))
        .toList();
  }
}
