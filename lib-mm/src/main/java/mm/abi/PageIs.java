package mm.abi;

/** Page categories and flags of the PAGEMAP_SCAN ioctl (uapi linux/fs.h). */
public final class PageIs {
  public static final long WPALLOWED = 1L << 0;
  public static final long WRITTEN = 1L << 1;
  public static final long FILE = 1L << 2;
  public static final long PRESENT = 1L << 3;
  public static final long SWAPPED = 1L << 4;
  public static final long PFNZERO = 1L << 5;
  public static final long HUGE = 1L << 6;
  public static final long SOFT_DIRTY = 1L << 7;
  public static final long GUARD = 1L << 8;

  /** {@code PM_SCAN_WP_MATCHING}: write-protect the pages that match. */
  public static final long SCAN_WP_MATCHING = 1;

  /** {@code PM_SCAN_CHECK_WPASYNC}: fail with EPERM where write-protection is not asynchronous. */
  public static final long SCAN_CHECK_WPASYNC = 2;

  private PageIs() {}
}
