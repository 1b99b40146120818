package mm.arch;

/**
 * The swap types above MAX_SWAPFILES, which stand for something else than a swap area ({@code
 * include/linux/swap.h}). Which there are depends on the configuration; they are counted down from
 * 32. -1 where there is none.
 *
 * @param maxSwapfiles MAX_SWAPFILES: types below it are swap areas
 * @param migrationReadExclusive 5.19 and later
 * @param deviceExclusiveRead absent in 6.18, which has one type for exclusive device access
 * @param marker SWP_PTE_MARKER
 * @param swapinError SWP_SWAPIN_ERROR of 5.19 to 6.1
 */
public record SwapTypes(
    int maxSwapfiles,
    int hwpoison,
    int migrationRead,
    int migrationReadExclusive,
    int migrationWrite,
    int deviceWrite,
    int deviceRead,
    int deviceExclusiveWrite,
    int deviceExclusiveRead,
    int marker,
    int swapinError) {

  /** How many types device memory takes. */
  public enum DeviceTypes {
    /** CONFIG_DEVICE_PRIVATE is off. */
    NONE(0),
    /** Up to 6.17. */
    FOUR(4),
    /** From 6.18 on. */
    THREE(3);

    private final int count;

    DeviceTypes(int count) {
      this.count = count;
    }
  }

  private static final int ALL = 32;

  /**
   * The numbers that a configuration gives.
   *
   * @param migrationTypes 0, 2 (5.18) or 3
   */
  public static SwapTypes of(
      DeviceTypes device,
      int migrationTypes,
      boolean memoryFailure,
      boolean marker,
      boolean swapinError) {
    int max =
        ALL
            - device.count
            - migrationTypes
            - (memoryFailure ? 1 : 0)
            - (marker ? 1 : 0)
            - (swapinError ? 1 : 0);
    int migration = max + (memoryFailure ? 1 : 0);
    int dev = migration + migrationTypes;
    int mark = dev + device.count;
    int error = mark + (marker ? 1 : 0);
    boolean some = device.count > 0;
    return new SwapTypes(
        max,
        memoryFailure ? max : -1,
        migrationTypes > 0 ? migration : -1,
        migrationTypes == 3 ? migration + 1 : -1,
        migrationTypes > 0 ? migration + migrationTypes - 1 : -1,
        some ? dev : -1,
        some ? dev + 1 : -1,
        some ? dev + 2 : -1,
        device.count == 4 ? dev + 3 : -1,
        marker ? mark : -1,
        swapinError ? error : -1);
  }

  /** non_swap_entry. */
  public boolean isNonSwap(long entry) {
    return SwapEntry.type(entry) >= maxSwapfiles;
  }

  /** is_pte_marker_entry. */
  public boolean isMarker(long entry) {
    return SwapEntry.type(entry) == marker;
  }

  /** is_migration_entry. */
  public boolean isMigration(long entry) {
    int type = SwapEntry.type(entry);
    return migrationRead >= 0 && type >= migrationRead && type <= migrationWrite;
  }

  /** is_writable_migration_entry. */
  public boolean isWritableMigration(long entry) {
    return SwapEntry.type(entry) == migrationWrite;
  }

  /** is_hwpoison_entry. */
  public boolean isHwpoison(long entry) {
    return SwapEntry.type(entry) == hwpoison;
  }

  /** is_swapin_error_entry of 5.19 to 6.1. */
  public boolean isSwapinError(long entry) {
    return SwapEntry.type(entry) == swapinError;
  }

  /**
   * is_device_private_entry and is_device_exclusive_entry: device memory, which the model never
   * makes.
   */
  public boolean isDevice(long entry) {
    int type = SwapEntry.type(entry);
    return deviceWrite >= 0
        && type >= deviceWrite
        && type <= Math.max(deviceExclusiveWrite, deviceExclusiveRead);
  }

  /** is_pfn_swap_entry, hwpoison included as since 6.1; never markers and swap-in errors. */
  public boolean isPfnEntry(long entry) {
    return isNonSwap(entry) && !isMarker(entry) && !isSwapinError(entry);
  }
}
