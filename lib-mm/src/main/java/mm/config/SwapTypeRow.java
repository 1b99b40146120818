package mm.config;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import mm.arch.SwapTypes;

/**
 * The swap types of one release in one configuration: a row of the table for people. Several
 * numbers are in the order of {@link SwapTypes}, with "-" where the kernel has no such type.
 *
 * @param release the kernel
 * @param devicePrivate CONFIG_DEVICE_PRIVATE
 * @param migration CONFIG_MIGRATION
 * @param memoryFailure CONFIG_MEMORY_FAILURE
 * @param pteMarker CONFIG_PTE_MARKER; 5.18 has none, and from 6.2 on it cannot be off
 * @param maxSwapfiles MAX_SWAPFILES: how many swap areas there can be
 * @param hwpoison the type of lost pages
 * @param migrations read, read exclusive and write
 * @param devices write, read, exclusive write and exclusive read
 * @param marker the type of PTE markers
 * @param swapinError the type of pages that could not be read
 */
public record SwapTypeRow(
    Release release,
    boolean devicePrivate,
    boolean migration,
    boolean memoryFailure,
    boolean pteMarker,
    int maxSwapfiles,
    String hwpoison,
    String migrations,
    String devices,
    String marker,
    String swapinError) {

  /** The row of every configuration that {@code release} can be built with, all off first. */
  public static List<SwapTypeRow> all(Release release) {
    List<SwapTypeRow> rows = new ArrayList<>();
    for (int bits = 0; bits < 16; bits++) {
      boolean marker = (bits & 1) != 0;
      if (canBuild(release, marker)) {
        rows.add(row(release, (bits & 8) != 0, (bits & 4) != 0, (bits & 2) != 0, marker));
      }
    }
    return List.copyOf(rows);
  }

  private static boolean canBuild(Release release, boolean marker) {
    if (release == Release.V5_18) {
      return !marker;
    }
    return marker || !release.atLeast(Release.V6_12);
  }

  private static SwapTypeRow row(
      Release release, boolean device, boolean migration, boolean failure, boolean marker) {
    SwapTypes types =
        KernelConfig.recorded(release)
            .withPteMarker(marker)
            .withSwapTypeUsers(migration, failure, device)
            .swapTypes(release, Series.v8());
    return new SwapTypeRow(
        release,
        device,
        migration,
        failure,
        marker,
        types.maxSwapfiles(),
        numbers(types.hwpoison()),
        numbers(types.migrationRead(), types.migrationReadExclusive(), types.migrationWrite()),
        numbers(
            types.deviceWrite(),
            types.deviceRead(),
            types.deviceExclusiveWrite(),
            types.deviceExclusiveRead()),
        numbers(types.marker()),
        numbers(types.swapinError()));
  }

  private static String numbers(int... types) {
    StringJoiner joiner = new StringJoiner(" ");
    for (int type : types) {
      joiner.add(type < 0 ? "-" : Integer.toString(type));
    }
    return joiner.toString();
  }
}
