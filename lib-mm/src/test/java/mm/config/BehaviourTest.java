package mm.config;

import static mm.abi.Uffd.FEATURE_WP_HUGETLBFS_SHMEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mm.arch.Arm64;
import mm.arch.X86_64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BehaviourTest {
  private static Behaviour of(Release release, Series series) {
    return Behaviour.of(release, KernelConfig.recorded(release), series, Arch.X86_64);
  }

  private static Behaviour of(Release release) {
    return of(release, Series.v8());
  }

  /** The feature bits that UFFDIO_API of each release gives back on x86_64 and arm64. */
  @ParameterizedTest
  @CsvSource({
    "V5_18, fff, ffe",
    "V5_19, 1fff, ffe",
    "V6_1, 1fff, ffe",
    "V6_12, 1ffff, 1ffff",
    "V6_18, 1ffff, 1ffff",
  })
  void features(Release release, String x86, String arm64) {
    assertThat(Long.toHexString(of(release).features())).isEqualTo(x86);
    KernelConfig config = KernelConfig.recorded(release);
    Behaviour arm = Behaviour.of(release, config, Series.v8(), Arch.ARM64);
    assertThat(Long.toHexString(arm.features())).isEqualTo(arm64);
  }

  @ParameterizedTest
  @EnumSource(names = "V5_18", mode = EnumSource.Mode.EXCLUDE)
  void withoutPatch21FilesCannotBeProtected(Release release) {
    Behaviour behaviour = of(release, Series.v8().without(Patch.ENABLE_FILE_WP));
    assertThat(behaviour.has(Trait.WP_ON_FILE_MEMORY)).isFalse();
    assertThat(behaviour.features() & FEATURE_WP_HUGETLBFS_SHMEM).isZero();
    assertThat(behaviour.uffdWp()).as("anonymous memory can").isTrue();
  }

  @Test
  void of518HasNothingOfTheSeries() {
    for (Trait trait : Trait.values()) {
      if (trait.patch() != null) {
        assertThat(of(Release.V5_18).has(trait)).as("%s", trait).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Trait.class)
  void anAblationTakesItsTraitsAndNoOther(Trait trait) {
    Patch patch = trait.patch();
    if (patch == null) {
      for (Series ablation : Series.v8().ablations()) {
        assertThat(of(Release.V6_18, ablation).has(trait)).isEqualTo(of(Release.V6_18).has(trait));
      }
    } else {
      assertThat(of(Release.V6_18).has(trait)).isTrue();
      assertThat(of(Release.V6_18, Series.v8().without(patch)).has(trait)).isFalse();
      assertThat(of(Release.V5_19, Series.v8().without(patch)).has(trait)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Trait.class)
  void losesOneTraitOnPurpose(Trait lost) {
    Behaviour whole = of(Release.V6_18);
    Behaviour without = whole.without(lost);
    assertThat(without.has(lost)).isFalse();
    for (Trait trait : Trait.values()) {
      assertThat(without.has(trait)).isEqualTo(whole.has(trait) && trait != lost);
    }
    assertThat(without.features()).isEqualTo(whole.features());
  }

  /** Later releases keep what earlier ones brought, but for what is said to have ended. */
  @ParameterizedTest
  @EnumSource(Trait.class)
  void traitsComeWithTheirRelease(Trait trait) {
    Release since = trait.since();
    if (since != null) {
      for (Release release : Release.values()) {
        if (!release.atLeast(since)) {
          assertThat(of(release).has(trait)).as("%s in %s", trait, release).isFalse();
        }
      }
      assertThat(of(since).has(trait)).isTrue();
    }
  }

  @Test
  void entriesOfEachRelease() {
    assertThat(Arch.X86_64.format(Release.V5_18)).isSameAs(X86_64.WITHOUT_SWP_EXCLUSIVE);
    assertThat(Arch.X86_64.format(Release.V5_19)).isSameAs(X86_64.INSTANCE);
    assertThat(Arch.X86_64.format(Release.V6_18)).isSameAs(X86_64.INSTANCE);
    assertThat(Arch.ARM64.format(Release.V5_18)).isSameAs(Arm64.V5_18);
    assertThat(Arch.ARM64.format(Release.V5_19)).isSameAs(Arm64.V5_19);
    assertThat(Arch.ARM64.format(Release.V6_1)).isSameAs(Arm64.V5_19);
    assertThat(Arch.ARM64.format(Release.V6_12)).isSameAs(Arm64.V6_10);
  }

  @Test
  void entriesOfTheRecorded618HaveNoSoftDirty() {
    KernelConfig recorded = KernelConfig.recorded(Release.V6_18);
    assertThat(Arch.X86_64.format(Release.V6_18, recorded).hasSoftDirty()).isFalse();
    KernelConfig debian = KernelConfig.recorded(Release.V6_12);
    assertThat(Arch.X86_64.format(Release.V6_12, debian).hasSoftDirty()).isTrue();
    assertThat(Arch.ARM64.format(Release.V6_12, debian)).isSameAs(Arm64.V6_10);
  }

  @Test
  void releasesByLabel() {
    assertThat(Release.of("6.18")).isEqualTo(Release.V6_18);
    assertThat(Release.V5_19).hasToString("5.19").returns("5.19", Release::label);
    assertThat(Release.V6_1.atLeast(Release.V5_19)).isTrue();
    assertThat(Release.V6_1.atLeast(Release.V6_12)).isFalse();
    assertThatThrownBy(() -> Release.of("6.2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown kernel release, one of 5.18, 5.19, 6.1, 6.12, 6.18 is wanted: release=6.2");
  }
}
