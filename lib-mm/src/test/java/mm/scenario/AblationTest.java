package mm.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import mm.config.Patch;
import mm.config.PatchKind;
import mm.config.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AblationTest {
  private static final List<AblationCell> MATRIX = AblationCell.matrix(Release.V6_18);

  static List<Patch> patches() {
    return Stream.of(Patch.values()).filter(p -> p.kind() == PatchKind.BEHAVIOUR).toList();
  }

  private static List<Integer> failingWithout(int missing) {
    return MATRIX.stream()
        .filter(cell -> cell.missing() == missing && !cell.holds())
        .map(AblationCell::witness)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("patches")
  void everyPatchIsMissedByItsOwnWitness(Patch patch) {
    assertThat(failingWithout(patch.number())).contains(patch.number());
  }

  @ParameterizedTest
  @CsvSource({"5", "9", "10", "13", "18", "19", "20"})
  void patchesThatStandForThemselves(int patch) {
    assertThat(failingWithout(patch)).containsExactly(patch);
  }

  @Test
  void nothingWorksOnFilesWithoutPatch21() {
    assertThat(failingWithout(21)).hasSize(20);
  }

  @Test
  void hugetlbPatchesAreNotMissedOnShmem() {
    for (int missing = 12; missing <= 18; missing++) {
      assertThat(failingWithout(missing)).allMatch(witness -> witness >= 12 && witness <= 18);
    }
  }

  @Test
  void markersCarryTheSeries() {
    assertThat(failingWithout(1)).contains(1, 3, 4, 6, 7, 8, 9, 15, 16, 17, 18, 19, 20);
    assertThat(failingWithout(4)).contains(1, 3, 4, 6, 7, 8, 9, 15, 16, 17, 18, 19);
  }

  @Test
  void theMatrixIsWhole() {
    assertThat(MATRIX).hasSize(20 * 20);
    assertThatThrownBy(() -> AblationCell.matrix(Release.V5_19))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the witness of patch 19 needs 6.1 or later: release=5.19");
  }

  @Test
  void stepsSideBySide() {
    Witness witness = Witness.of(Patch.ZAP_KEEPS_UFFD_WP).orElseThrow();
    assertThat(AblationStep.of(witness))
        .contains(
            new AblationStep("protect pages 0 to 1", "done", "done", false),
            new AblationStep("pagemap of page 0", "swap form, uffd-wp", "none", true),
            new AblationStep("write page 1", "PF(W|WP), written", "written", true));
  }

  @ParameterizedTest
  @MethodSource("patches")
  void everyTellingStepDiffers(Patch patch) {
    Witness witness = Witness.of(patch).orElseThrow();
    List<String> differing =
        AblationStep.of(witness).stream()
            .filter(AblationStep::differs)
            .map(AblationStep::step)
            .toList();
    assertThat(differing).containsAll(witness.telling().stream().map(Telling::action).toList());
  }
}
