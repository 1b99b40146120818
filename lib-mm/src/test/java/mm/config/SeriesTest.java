package mm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {
  @Test
  void v8HasAll23() {
    assertThat(Series.v8().patches()).containsExactly(Patch.values()).hasSize(23);
    assertThat(Series.v8().missing()).isEmpty();
    assertThat(Series.none().patches()).isEmpty();
    assertThat(Series.none().missing()).hasSize(23);
  }

  @ParameterizedTest
  @EnumSource(names = "HUGETLB_HELPERS", mode = EnumSource.Mode.EXCLUDE)
  void leavesOutOne(Patch patch) {
    Series series = Series.v8().without(patch);
    assertThat(series.has(patch)).isFalse();
    assertThat(series.missing()).containsExactly(patch);
    assertThat(series).hasToString("v8 without " + patch.number());
  }

  @Test
  void patchesOnHugetlbDoNotBuildWithoutTheirHelpers() {
    assertThatThrownBy(() -> Series.v8().without(Patch.HUGETLB_HELPERS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "patch 12 (mm/hugetlb: Hook page faults for uffd write protection) does not build"
                + " without patch 11 (mm/hugetlb: Introduce huge pte version of uffd-wp helpers),"
                + " so leave out 12 instead: without=11");
  }

  @Test
  void helpersCanGoOnceNobodyCallsThem() {
    Series series = Series.v8().upTo(11).without(Patch.HUGETLB_HELPERS);
    assertThat(series).isEqualTo(Series.v8().upTo(10)).hasToString("v8 up to 10");
  }

  @Test
  void upToIsInOrder() {
    assertThat(Series.v8().upTo(0)).isEqualTo(Series.none()).hasToString("no patches");
    assertThat(Series.v8().upTo(2).patches())
        .containsExactly(Patch.PTE_MARKER_ENTRY, Patch.CORE_MARKERS);
    assertThat(Series.v8().upTo(23)).isEqualTo(Series.v8());
    assertThat(Series.v8().without(Patch.CORE_MARKERS).upTo(2).patches())
        .containsExactly(Patch.PTE_MARKER_ENTRY);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 24})
  void thereAreNoMoreThan23(int n) {
    assertThatThrownBy(() -> Series.v8().upTo(n))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("upTo=" + n);
  }

  @Test
  void appliedInOrderEveryPatchFindsWhatItNeeds() {
    for (int n = 0; n <= 23; n++) {
      Series series = Series.v8().upTo(n);
      assertThat(Series.of(series.patches())).isEqualTo(series);
    }
  }

  @Test
  void refusesSetsThatCannotExist() {
    Set<Patch> patches = EnumSet.of(Patch.PTE_MARKER_ENTRY, Patch.ZAP_KEEPS_UFFD_WP);
    assertThatThrownBy(() -> Series.of(patches))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "patch 7 (mm/shmem: Persist uffd-wp bit across zapping for file-backed) does not build"
                + " without patch 4 (mm/uffd: PTE_MARKER_UFFD_WP), so add it or leave 7 out:"
                + " patches=1,7");
  }

  @Test
  void ablationsAreOneForEachPatchOfBehaviour() {
    List<Integer> left =
        Series.v8().ablations().stream()
            .map(series -> series.missing().iterator().next().number())
            .toList();
    assertThat(left)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21);
    assertThat(Series.v8().ablations()).allMatch(series -> series.missing().size() == 1);
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(Series.v8().without(Patch.CORE_MARKERS).without(Patch.SHMEM_COPY_WP))
        .hasToString("v8 without 2,5");
  }

  @Test
  void equalIfThePatchesAre() {
    assertThat(Series.v8().without(Patch.CORE_MARKERS))
        .isEqualTo(Series.v8().without(Patch.CORE_MARKERS))
        .hasSameHashCodeAs(Series.v8().without(Patch.CORE_MARKERS))
        .isNotEqualTo(Series.v8().without(Patch.SHMEM_COPY_WP))
        .isNotEqualTo(Series.v8());
  }
}
