package mm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import mm.arch.SwapTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelConfigTest {
  private static final KernelConfig ALL = new KernelConfig(true, true, true, true, true, true);

  private static SwapTypes types(KernelConfig config, Release release) {
    return config.swapTypes(release, Series.v8());
  }

  /** What the recorded kernels say: the marker's type is what pagemap shows of a marker. */
  @ParameterizedTest
  @CsvSource({"V6_1, 30, 22", "V6_12, 31, 23", "V6_18, 31, 28"})
  void recordedKernels(Release release, int marker, int maxSwapfiles) {
    SwapTypes types = types(KernelConfig.recorded(release), release);
    assertThat(types.marker()).isEqualTo(marker);
    assertThat(types.maxSwapfiles()).isEqualTo(maxSwapfiles);
  }

  @ParameterizedTest
  @CsvSource({"V5_18, 25", "V5_19, 22", "V6_1, 22", "V6_12, 23", "V6_18, 24"})
  void swapFilesWithEverythingOn(Release release, int maxSwapfiles) {
    assertThat(types(ALL, release).maxSwapfiles()).isEqualTo(maxSwapfiles);
  }

  /** Patch 1 costs one swap file, and 5.19 another one for swap-in errors. */
  @Test
  void whatPatch1Costs() {
    Series without = Series.v8().without(Patch.PTE_MARKER_ENTRY);
    SwapTypes types = ALL.swapTypes(Release.V5_19, without);
    assertThat(types.maxSwapfiles()).isEqualTo(23);
    assertThat(types.marker()).isNegative();
    assertThat(types(ALL.withPteMarker(false), Release.V5_19)).isEqualTo(types);
    assertThat(types.swapinError()).isEqualTo(31);
  }

  @Test
  void from62MarkersAreNoOption() {
    assertThat(types(ALL.withPteMarker(false), Release.V6_12).marker()).isEqualTo(31);
    assertThat(types(ALL.withPteMarker(false), Release.V6_1).marker()).isNegative();
    assertThat(types(ALL, Release.V6_12).swapinError()).isNegative();
  }

  @Test
  void of518ThereIsNoExclusiveMigrationType() {
    SwapTypes types = types(ALL, Release.V5_18);
    assertThat(types.migrationReadExclusive()).isNegative();
    assertThat(types.migrationRead()).isEqualTo(26);
    assertThat(types.migrationWrite()).isEqualTo(27);
    assertThat(types.marker()).isNegative();
    assertThat(types.swapinError()).isNegative();
  }

  @Test
  void optionsThatTakeTypes() {
    KernelConfig none = ALL.withSwapTypeUsers(false, false, false);
    assertThat(types(none, Release.V6_12).maxSwapfiles()).isEqualTo(31);
    KernelConfig migration = ALL.withSwapTypeUsers(true, false, false);
    assertThat(types(migration, Release.V6_12).migrationRead()).isEqualTo(28);
    KernelConfig failure = ALL.withSwapTypeUsers(false, true, false);
    assertThat(types(failure, Release.V6_12).hwpoison()).isEqualTo(30);
    KernelConfig device = ALL.withSwapTypeUsers(false, false, true);
    assertThat(types(device, Release.V6_12).deviceExclusiveRead()).isEqualTo(30);
    assertThat(types(device, Release.V6_18).deviceExclusiveRead()).isNegative();
  }

  @Test
  void protectionSelectsMarkers() {
    KernelConfig off = ALL.withPteMarker(false);
    assertThat(off.pteMarkerUffdWp()).isFalse();
    assertThat(off.withPteMarkerUffdWp(true).pteMarker()).isTrue();
    KernelConfig unused = ALL.withPteMarkerUffdWp(false);
    assertThat(unused.pteMarker()).isTrue();
    assertThat(unused.pteMarkerUffdWp()).isFalse();
    assertThatThrownBy(() -> new KernelConfig(false, true, true, true, true, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pteMarker=false");
  }
}
