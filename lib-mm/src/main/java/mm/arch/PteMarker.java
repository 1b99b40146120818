package mm.arch;

/**
 * PTE markers: swap entries of a type of their own, whose offset is a set of flags ({@code
 * include/linux/swapops.h}).
 */
public final class PteMarker {
  /** PTE_MARKER_UFFD_WP (5.19): the page was write-protected by userfaultfd. */
  public static final int UFFD_WP = 1;

  /** PTE_MARKER_POISONED, until 6.5 PTE_MARKER_SWAPIN_ERROR (6.2): any access is fatal. */
  public static final int POISONED = 1 << 1;

  /** PTE_MARKER_GUARD (6.13): a guard region. */
  public static final int GUARD = 1 << 2;

  /** PTE_MARKER_MASK: what is kept on reading. */
  public static final int MASK = UFFD_WP | POISONED | GUARD;

  private PteMarker() {}

  /** make_pte_marker_entry. */
  public static long entry(int markerType, int bits) {
    return SwapEntry.of(markerType, bits);
  }

  /** pte_marker_get. */
  public static int bits(long entry) {
    return (int) SwapEntry.offset(entry) & MASK;
  }
}
