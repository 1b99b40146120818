package mm.workload;

import mm.Backing;
import mm.Kernel;
import mm.abi.VmEvent;
import mm.cost.CostModel;
import mm.proc.TaskCounters;
import mm.proc.Vmstat;

/**
 * umapsort, the test program of the series: an array filled downwards in memory that a user-space
 * pager serves, sorted through loads and stores of the kernel it runs on, then checked. If one
 * protection is lost the result is wrong or the sort does not end.
 *
 * <p>Defaults: shmem memory, half of the array in the buffer.
 *
 * @param bytes size of the array
 * @param bufferBytes what the pager keeps in memory at most (UMAP_BUFSIZE)
 * @param backing the memory it sorts in; its page size is the pager's
 */
public record UmapSort(long bytes, long bufferBytes, Backing backing) {
  /**
   * @throws IllegalArgumentException if a size is no multiple of the page size, or the buffer holds
   *     fewer than 4 pages
   */
  public UmapSort {
    long page = backing.pageBytes();
    if (bytes <= 0 || bytes % page != 0) {
      throw new IllegalArgumentException(
          "the array is a multiple of %d bytes on %s: bytes=%d".formatted(page, backing, bytes));
    }
    if (bufferBytes % page != 0 || bufferBytes / page < 4) {
      throw new IllegalArgumentException(
          "the buffer holds at least 4 pages of %d bytes on %s: bufferBytes=%d"
              .formatted(page, backing, bufferBytes));
    }
  }

  /** An array of so many bytes. */
  public static UmapSort of(long bytes) {
    return new UmapSort(bytes, Math.max(bytes / 2, 4 * 4096), Backing.SHMEM);
  }

  /** With a buffer of so many bytes. */
  public UmapSort buffer(long newBufferBytes) {
    return new UmapSort(bytes, newBufferBytes, backing);
  }

  /** In memory of this kind. */
  public UmapSort on(Backing newBacking) {
    return new UmapSort(bytes, bufferBytes, newBacking);
  }

  /** Pages of the array. */
  public int pages() {
    return Math.toIntExact(bytes / backing.pageBytes());
  }

  private int bufferPages() {
    return Math.toIntExact(bufferBytes / backing.pageBytes());
  }

  /** The counts that any kernel must give. */
  public PageCounts reference() {
    return UmapReference.run(pages(), bufferPages(), (int) backing.pageBytes());
  }

  /**
   * Sorts on a kernel. A kernel that loses a protection gives a result that is not sorted, with the
   * reason.
   */
  public UmapSortResult run(Kernel kernel) {
    long elements = bytes / 8;
    long budget = 200 * elements * (64 - Long.numberOfLeadingZeros(elements)) / 64 + 10_000_000;
    Vmstat before = kernel.vmstat();
    long start = System.nanoTime();
    UmapPager pager = new UmapPager(kernel, backing, pages(), bufferPages(), budget);
    SortProgram program = new SortProgram(pager, elements);
    long afterInit = 0;
    long afterSort = 0;
    String verdict;
    try {
      program.fill();
      afterInit = pager.counts().storeWrites();
      program.sort();
      afterSort = pager.counts().missReads();
      long wrong = program.check();
      verdict = wrong < 0 ? "sorted" : "element " + wrong + " is wrong";
    } catch (WorkloadFailed e) {
      verdict = String.valueOf(e.getMessage());
    }
    long wall = System.nanoTime() - start;
    UmapCounts counts = pager.counts();
    TaskCounters faults = pager.task().counters();
    Vmstat events = kernel.vmstat().since(before);
    pager.exit();
    return result(counts, afterInit, afterSort, verdict, faults, events, wall);
  }

  private UmapSortResult result(
      UmapCounts counts,
      long afterInit,
      long afterSort,
      String verdict,
      TaskCounters faults,
      Vmstat events,
      long wall) {
    PageCounts pages =
        new PageCounts(
            afterInit,
            afterSort,
            counts.missReads(),
            counts.missWrites(),
            counts.wpEvents(),
            counts.storeWrites());
    return new UmapSortResult(
        backing.label(),
        pages(),
        bufferPages(),
        verdict.equals("sorted") && counts.lostWrites() == 0,
        verdict,
        pages,
        counts,
        faults.minflt(),
        faults.majflt(),
        events.count(VmEvent.MARKER_INSTALLED),
        events.count(VmEvent.MARKER_CONSUMED),
        events.count(VmEvent.PSWPIN),
        events.count(VmEvent.PSWPOUT),
        faults.pageTables(),
        CostModel.standard().nanos(events) / 1e9,
        wall);
  }
}
