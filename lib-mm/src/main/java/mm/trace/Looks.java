package mm.trace;

import java.util.List;
import mm.Task;
import mm.abi.Mman;
import mm.proc.HugetlbPool;
import mm.proc.PagemapScan;
import mm.proc.Smaps;
import mm.proc.VmaInfo;
import mm.trace.Action.Range;

/** The operations that look at a process through /proc, mincore and PAGEMAP_SCAN. */
final class Looks {
  private static final long BASE_PAGE = RegionKind.ANON.pageBytes();

  private final PagemapToken tokens;
  private final long scanCategories;
  private final boolean swap;

  /** {@code swap}: the machine has a swap area, whose cache is a matter of time. */
  Looks(KernelFactory kernels, boolean swap) {
    this.tokens = new PagemapToken(kernels.markerSwapType());
    this.scanCategories = kernels.scanCategories();
    this.swap = swap;
  }

  String pagemap(TracedProcess process, Range range) {
    RunLengthList list = new RunLengthList();
    long address = process.address(range);
    for (long offset = 0; offset < range.length(); offset += range.unit()) {
      list.add(tokens.of(process.task().pagemap(address + offset)));
    }
    return list.take();
  }

  String mincore(TracedProcess process, Range range) {
    Task task = process.task();
    long address = process.address(range);
    byte[] vec = new byte[(int) (range.length() / BASE_PAGE)];
    int result = task.mincore(address, range.length(), vec);
    if (result < 0) {
      return Results.status(result);
    }
    boolean unsure = swap && range.unit() == BASE_PAGE;
    RunLengthList list = new RunLengthList();
    for (long offset = 0; offset < range.length(); offset += range.unit()) {
      if (unsure && !PagemapToken.isPresent(task.pagemap(address + offset))) {
        list.add("?");
      } else {
        list.add((vec[(int) (offset / BASE_PAGE)] & 1) != 0 ? "1" : "0");
      }
    }
    return list.take();
  }

  String scan(TracedProcess process, Action.Scan scan) {
    Range range = scan.range();
    long start = process.address(range);
    long end = start + range.length();
    PagemapScan.Result result =
        process
            .task()
            .pagemapScan(
                new PagemapScan.Arguments(
                    scan.flags(),
                    start,
                    end,
                    scan.maxPages() * (range.unit() / BASE_PAGE),
                    scan.not(),
                    scan.all(),
                    scan.any(),
                    scan.ret() & scanCategories));
    if (result.errno() != 0) {
      return Results.status(result.errno());
    }
    return areas(result, process.base(range.region()), range.unit(), end);
  }

  private static String areas(PagemapScan.Result result, long base, long unit, long end) {
    StringBuilder text = new StringBuilder(Results.OK);
    for (PagemapScan.PageRegion area : result.regions()) {
      long first = (area.start() - base) / unit;
      long next = (area.end() - base) / unit;
      text.append(' ').append(first);
      if (next - first > 1) {
        text.append("..").append(next - 1);
      }
      text.append(':').append(Words.categories(area.categories()));
    }
    if (result.walkEnd() != end) {
      text.append(" end=").append((result.walkEnd() - base) / unit);
    }
    return text.toString();
  }

  static String smaps(TracedProcess process, int region) {
    long base = process.base(region);
    Smaps sums = process.task().smaps(base, base + Places.PLACE_BYTES);
    return "rss=%d anon=%d swap=%d anonhuge=%d shmempmd=%d hshared=%d hprivate=%d"
        .formatted(
            sums.rss(),
            sums.anonymous(),
            sums.swap(),
            sums.anonHuge(),
            sums.shmemPmd(),
            sums.sharedHugetlb(),
            sums.privateHugetlb());
  }

  /** Mappings that read the same and touch are written as one, whether or not they were merged. */
  static String vmas(TracedProcess process, int region, long unit) {
    long base = process.base(region);
    List<VmaInfo> vmas = process.task().vmas(base, base + Places.PLACE_BYTES);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < vmas.size(); ) {
      int last = lastLike(vmas, i);
      long first = (vmas.get(i).start() - base) / unit;
      long next = (vmas.get(last).end() - base) / unit;
      text.append(text.isEmpty() ? "" : " ").append(first).append("..").append(next - 1);
      text.append(':').append(describe(vmas.get(i)));
      i = last + 1;
    }
    return text.isEmpty() ? "none" : text.toString();
  }

  private static int lastLike(List<VmaInfo> vmas, int first) {
    String like = describe(vmas.get(first));
    int last = first;
    while (last + 1 < vmas.size()
        && vmas.get(last).end() == vmas.get(last + 1).start()
        && describe(vmas.get(last + 1)).equals(like)) {
      last++;
    }
    return last;
  }

  private static String describe(VmaInfo vma) {
    return ((vma.prot() & Mman.PROT_READ) != 0 ? "r" : "-")
        + ((vma.prot() & Mman.PROT_WRITE) != 0 ? "w" : "-")
        + ((vma.prot() & Mman.PROT_EXEC) != 0 ? "x" : "-")
        + (vma.missing() ? "+missing" : "")
        + (vma.wp() ? "+wp" : "")
        + (vma.minor() ? "+minor" : "")
        + (vma.dontfork() ? "+dontfork" : "")
        + (vma.hugepage() ? "+hugepage" : "")
        + (vma.nohugepage() ? "+nohugepage" : "");
  }

  static String hugePages(HugetlbPool pool) {
    // An unsigned long in Linux, where it goes below zero at times.
    String reserved = Long.toUnsignedString(pool.reserved());
    return "total=%d free=%d resv=%s surplus=%d"
        .formatted(pool.total(), pool.free(), reserved, pool.surplus());
  }
}
