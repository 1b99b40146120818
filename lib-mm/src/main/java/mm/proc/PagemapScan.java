package mm.proc;

import java.util.List;

/**
 * The PAGEMAP_SCAN ioctl of Linux 6.7 and later (fs/proc/task_mmu.c, pagemap_scan_*): arguments and
 * result.
 */
public final class PagemapScan {
  private PagemapScan() {}

  /**
   * {@code struct pm_scan_arg}; category masks are bits of {@link mm.abi.PageIs}.
   *
   * @param flags PM_SCAN_* bits
   * @param start first byte
   * @param end byte after the last
   * @param maxPages bound on the 4 KiB pages reported, 0 for none
   */
  public record Arguments(
      long flags,
      long start,
      long end,
      long maxPages,
      long categoryInverted,
      long categoryMask,
      long categoryAnyofMask,
      long returnMask) {}

  /** One {@code struct page_region}: {@code [start, end)} and the categories asked for. */
  public record PageRegion(long start, long end, long categories) {}

  /**
   * What the call gave.
   *
   * @param errno 0, or a negative errno
   * @param walkEnd where the walk stopped
   */
  public record Result(int errno, List<PageRegion> regions, long walkEnd) {}
}
