package mm.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import mm.arch.SwapTypes.DeviceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of the swap types for every configuration. */
class SwapTypesTest {
  /**
   * Device, migration, memory failure, marker; then MAX_SWAPFILES, hwpoison, the three of
   * migration, the four of device memory and the marker, with the series alone.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 0 0  32  -1  -1 -1 -1  -1 -1 -1 -1  -1",
        "0 0 0 1  31  -1  -1 -1 -1  -1 -1 -1 -1  31",
        "0 0 1 0  31  31  -1 -1 -1  -1 -1 -1 -1  -1",
        "0 0 1 1  30  30  -1 -1 -1  -1 -1 -1 -1  31",
        "0 1 0 0  29  -1  29 30 31  -1 -1 -1 -1  -1",
        "0 1 0 1  28  -1  28 29 30  -1 -1 -1 -1  31",
        "0 1 1 0  28  28  29 30 31  -1 -1 -1 -1  -1",
        "0 1 1 1  27  27  28 29 30  -1 -1 -1 -1  31",
        "1 0 0 0  28  -1  -1 -1 -1  28 29 30 31  -1",
        "1 0 0 1  27  -1  -1 -1 -1  27 28 29 30  31",
        "1 0 1 0  27  27  -1 -1 -1  28 29 30 31  -1",
        "1 0 1 1  26  26  -1 -1 -1  27 28 29 30  31",
        "1 1 0 0  25  -1  25 26 27  28 29 30 31  -1",
        "1 1 0 1  24  -1  24 25 26  27 28 29 30  31",
        "1 1 1 0  24  24  25 26 27  28 29 30 31  -1",
        "1 1 1 1  23  23  24 25 26  27 28 29 30  31",
      })
  void seriesAlone(String row) {
    int[] n = Arrays.stream(row.split(" +")).mapToInt(Integer::parseInt).toArray();
    SwapTypes expected =
        new SwapTypes(n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13], -1);
    assertThat(types(n[0] == 1, n[1] == 1, n[2] == 1, n[3] == 1, false)).isEqualTo(expected);
    assertThat(types(n[0] == 1, n[1] == 1, n[2] == 1, n[3] == 1, true))
        .as("5.19 to 6.1 have SWAPIN_ERROR on top of all, always")
        .isEqualTo(oneLower(expected));
  }

  private static SwapTypes types(
      boolean device, boolean migration, boolean failure, boolean marker, boolean swapinError) {
    DeviceTypes count = device ? DeviceTypes.FOUR : DeviceTypes.NONE;
    return SwapTypes.of(count, migration ? 3 : 0, failure, marker, swapinError);
  }

  private static SwapTypes oneLower(SwapTypes types) {
    return new SwapTypes(
        lower(types.maxSwapfiles()),
        lower(types.hwpoison()),
        lower(types.migrationRead()),
        lower(types.migrationReadExclusive()),
        lower(types.migrationWrite()),
        lower(types.deviceWrite()),
        lower(types.deviceRead()),
        lower(types.deviceExclusiveWrite()),
        lower(types.deviceExclusiveRead()),
        lower(types.marker()),
        31);
  }

  private static int lower(int type) {
    return type < 0 ? type : type - 1;
  }

  @Test
  void of518() {
    assertThat(SwapTypes.of(DeviceTypes.FOUR, 2, true, false, false))
        .isEqualTo(new SwapTypes(25, 25, 26, -1, 27, 28, 29, 30, 31, -1, -1));
  }

  @Test
  void of618HasOneTypeForExclusiveDeviceAccess() {
    assertThat(SwapTypes.of(DeviceTypes.THREE, 3, true, true, false))
        .isEqualTo(new SwapTypes(24, 24, 25, 26, 27, 28, 29, 30, -1, 31, -1));
  }

  @Test
  void ofTheRecorded618() {
    SwapTypes types = SwapTypes.of(DeviceTypes.NONE, 3, false, true, false);
    assertThat(types.maxSwapfiles()).isEqualTo(28);
    assertThat(types.marker()).isEqualTo(31);
  }

  @Test
  void everyTypeAnswersOneQuestion() {
    SwapTypes types = types(true, true, true, true, true);
    for (int type = 0; type < 32; type++) {
      long entry = SwapEntry.of(type, 0x100);
      assertThat(types.isNonSwap(entry)).isEqualTo(type >= 22);
      assertThat(types.isHwpoison(entry)).isEqualTo(type == 22);
      assertThat(types.isMigration(entry)).isEqualTo(type >= 23 && type <= 25);
      assertThat(types.isWritableMigration(entry)).isEqualTo(type == 25);
      assertThat(types.isDevice(entry)).isEqualTo(type >= 26 && type <= 29);
      assertThat(types.isMarker(entry)).isEqualTo(type == 30);
      assertThat(types.isSwapinError(entry)).isEqualTo(type == 31);
      assertThat(types.isPfnEntry(entry)).isEqualTo(type >= 22 && type <= 29);
    }
  }

  @Test
  void withoutAnyOptionAllTypesAreSwapAreas() {
    SwapTypes types = types(false, false, false, false, false);
    for (int type = 0; type < 32; type++) {
      long entry = SwapEntry.of(type, 1);
      assertThat(
              types.isNonSwap(entry)
                  || types.isMarker(entry)
                  || types.isMigration(entry)
                  || types.isHwpoison(entry)
                  || types.isDevice(entry)
                  || types.isSwapinError(entry)
                  || types.isPfnEntry(entry))
          .isFalse();
    }
  }
}
