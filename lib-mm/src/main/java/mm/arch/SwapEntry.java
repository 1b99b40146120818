package mm.arch;

/**
 * swp_entry_t, the same on every architecture: {@code type << 58 | offset} ({@code
 * include/linux/swapops.h}). 58 bits and not 59, because shmem keeps the same value in an xarray as
 * {@code value << 1 | 1}.
 */
public final class SwapEntry {
  /** SWP_TYPE_SHIFT. */
  public static final int TYPE_SHIFT = 58;

  private static final long OFFSET_MASK = (1L << TYPE_SHIFT) - 1;

  private SwapEntry() {}

  /**
   * swp_entry.
   *
   * @param type 0 to 31
   * @param offset 58 bits; an architecture's entry holds fewer ({@link PteFormat#maxSwapOffset})
   */
  public static long of(int type, long offset) {
    return (long) type << TYPE_SHIFT | (offset & OFFSET_MASK);
  }

  /** swp_type. */
  public static int type(long entry) {
    return (int) (entry >>> TYPE_SHIFT);
  }

  /** swp_offset. */
  public static long offset(long entry) {
    return entry & OFFSET_MASK;
  }

  /** swp_to_radix_entry: the value that a shmem file's xarray holds. */
  public static long toXarrayValue(long entry) {
    return entry << 1 | 1;
  }

  /** radix_to_swp_entry. */
  public static long fromXarrayValue(long value) {
    return value >>> 1;
  }
}
