package mm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchTest {
  @Test
  void numbersAreTheOrderOfTheSeries() {
    assertThat(Patch.number(1).subject()).isEqualTo("mm: Introduce PTE_MARKER swap entry");
    assertThat(Patch.number(7))
        .isEqualTo(Patch.ZAP_KEEPS_UFFD_WP)
        .returns("mm/shmem: Persist uffd-wp bit across zapping for file-backed", Patch::subject);
    assertThat(Patch.number(23).subject())
        .isEqualTo("selftests/uffd: Enable uffd-wp for shmem/hugetlbfs");
    assertThat(Patch.values()).allMatch(patch -> Patch.number(patch.number()) == patch);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 24, -7})
  void otherNumbersAreRefused(int n) {
    assertThatThrownBy(() -> Patch.number(n))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("number=" + n);
  }

  @ParameterizedTest
  @EnumSource
  void builtOnEarlierOnesOnly(Patch patch) {
    assertThat(patch.requires()).allMatch(required -> required.number() < patch.number());
    assertThat(patch.change()).endsWith(".");
  }

  /** What changes behaviour has a trait by which the model shows it, and nothing else has. */
  @ParameterizedTest
  @EnumSource
  void patchesOfBehaviourBringTraits(Patch patch) {
    assertThat(Trait.of(patch).isEmpty()).isEqualTo(patch.kind() != PatchKind.BEHAVIOUR);
    assertThat(Trait.of(patch)).allMatch(trait -> trait.patch() == patch);
  }

  @Test
  void threeHaveNoBehaviourOfTheirOwn() {
    assertThat(Patch.HUGETLB_HELPERS.kind()).isEqualTo(PatchKind.HELPERS);
    assertThat(Patch.DEFAULT_MARKERS.kind()).isEqualTo(PatchKind.CONFIG);
    assertThat(Patch.SELFTESTS.kind()).isEqualTo(PatchKind.SELFTEST);
  }

  @Test
  void headlines() {
    assertThat(Patch.SHMEM_COPY_WP.headline())
        .isEqualTo(" 5/23 mm/shmem: Take care of UFFDIO_COPY_MODE_WP");
    assertThat(Patch.SELFTESTS.headline()).startsWith("23/23 selftests");
  }
}
