package mm.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of swap types as the releases were built. */
class SwapTypeRowTest {

  /** Device, migration, failure, marker; maximum, hwpoison, migrations, devices, marker, error. */
  @ParameterizedTest
  @CsvSource({
    "0000, 31, -, - - -, - - - -, -, 31",
    "0001, 30, -, - - -, - - - -, 30, 31",
    "0010, 30, 30, - - -, - - - -, -, 31",
    "0011, 29, 29, - - -, - - - -, 30, 31",
    "0100, 28, -, 28 29 30, - - - -, -, 31",
    "0101, 27, -, 27 28 29, - - - -, 30, 31",
    "0110, 27, 27, 28 29 30, - - - -, -, 31",
    "0111, 26, 26, 27 28 29, - - - -, 30, 31",
    "1000, 27, -, - - -, 27 28 29 30, -, 31",
    "1001, 26, -, - - -, 26 27 28 29, 30, 31",
    "1010, 26, 26, - - -, 27 28 29 30, -, 31",
    "1011, 25, 25, - - -, 26 27 28 29, 30, 31",
    "1100, 24, -, 24 25 26, 27 28 29 30, -, 31",
    "1101, 23, -, 23 24 25, 26 27 28 29, 30, 31",
    "1110, 23, 23, 24 25 26, 27 28 29 30, -, 31",
    "1111, 22, 22, 23 24 25, 26 27 28 29, 30, 31"
  })
  void linux519And61(
      String on, int max, String poison, String moves, String device, String marker, String error) {
    for (Release release : new Release[] {Release.V5_19, Release.V6_1}) {
      assertThat(SwapTypeRow.all(release))
          .hasSize(16)
          .contains(
              new SwapTypeRow(
                  release,
                  on.charAt(0) == '1',
                  on.charAt(1) == '1',
                  on.charAt(2) == '1',
                  on.charAt(3) == '1',
                  max,
                  poison,
                  moves,
                  device,
                  marker,
                  error));
    }
  }

  @Test
  void linux518HasNoMarkersAndTwoKindsOfMigration() {
    assertThat(SwapTypeRow.all(Release.V5_18)).hasSize(8);
    assertThat(SwapTypeRow.all(Release.V5_18).getLast())
        .isEqualTo(
            new SwapTypeRow(
                Release.V5_18,
                true,
                true,
                true,
                false,
                25,
                "25",
                "26 - 27",
                "28 29 30 31",
                "-",
                "-"));
  }

  @Test
  void markersCannotBeOffIn612() {
    assertThat(SwapTypeRow.all(Release.V6_12)).hasSize(8).allMatch(SwapTypeRow::pteMarker);
    assertThat(SwapTypeRow.all(Release.V6_12).getLast())
        .isEqualTo(
            new SwapTypeRow(
                Release.V6_12,
                true,
                true,
                true,
                true,
                23,
                "23",
                "24 25 26",
                "27 28 29 30",
                "31",
                "-"));
  }

  @Test
  void linux618HasOneTypeForExclusiveDeviceAccess() {
    assertThat(SwapTypeRow.all(Release.V6_18).getLast())
        .isEqualTo(
            new SwapTypeRow(
                Release.V6_18,
                true,
                true,
                true,
                true,
                24,
                "24",
                "25 26 27",
                "28 29 30 -",
                "31",
                "-"));
    KernelConfig recorded = KernelConfig.recorded(Release.V6_18);
    assertThat(recorded.swapTypes(Release.V6_18, Series.v8()).maxSwapfiles()).isEqualTo(28);
  }

  @Test
  void withoutTheSeriesThereIsOneMoreSwapArea() {
    KernelConfig config = KernelConfig.recorded(Release.V5_19);
    int with = config.swapTypes(Release.V5_19, Series.v8()).maxSwapfiles();
    Series without = Series.v8().without(Patch.PTE_MARKER_ENTRY);
    assertThat(config.swapTypes(Release.V5_19, without).maxSwapfiles()).isEqualTo(with + 1);
  }
}
