package mm.trace;

/** What an operation of a trace does. Regions and processes are numbers that the parser checked. */
public sealed interface Action {
  /**
   * A part of a region in bytes from its start. Raw calls may name parts that no page bounds.
   *
   * @param region number of the region
   * @param offset first byte
   * @param length bytes
   * @param unit bytes that counts in the log are divided by: the page size, or 1 for raw calls
   */
  record Range(int region, long offset, long length, long unit) {
    /** Number of pages ({@link #unit}s) in it. */
    public long pages() {
      return length / unit;
    }
  }

  /** Actions on a process's userfaultfd descriptor: EBADF without one. */
  sealed interface DescriptorAction extends Action {}

  /** Actions of the process's toucher: {@code busy} while that one sleeps. */
  sealed interface TouchAction extends Action {}

  /**
   * mmap of a region; {@code newFile}: of a file made for it; {@code thp}: MADV_HUGEPAGE after it.
   */
  record MapRegion(int region, boolean newFile, boolean thp) implements Action {}

  /** munmap. */
  record Unmap(Range range) implements Action {}

  /** mremap of the region as a whole to a fresh address; {@code pages} 0: keeping its length. */
  record Mremap(int region, long pages) implements Action {}

  /** ftruncate of the region's file to {@code pages} pages. */
  record Truncate(int region, long pages) implements Action {}

  /** fallocate(PUNCH_HOLE | KEEP_SIZE) of the part of the file under the range as first mapped. */
  record Punch(Range range) implements Action {}

  /** mprotect with PROT_* bits. */
  record Protect(Range range, int prot) implements Action {}

  /** Loads from each page. */
  record Read(Range range) implements TouchAction {}

  /** Stores {@code value} into the first page, {@code value + 1} into the second and so on. */
  record Write(Range range, long value) implements TouchAction {}

  /** madvise(MADV_POPULATE_READ or _WRITE). */
  record Populate(Range range, boolean write) implements TouchAction {}

  /** madvise with any other MADV_* value. */
  record Advise(Range range, int advice) implements Action {}

  /** userfaultfd(2) and UFFDIO_API. */
  record OpenDescriptor(long features) implements Action {}

  /** close of the descriptor. */
  record CloseDescriptor() implements DescriptorAction {}

  /** UFFDIO_REGISTER. Here and below {@code mode} is the raw mode word. */
  record Register(Range range, long mode) implements DescriptorAction {}

  /** UFFDIO_UNREGISTER. */
  record Unregister(Range range) implements DescriptorAction {}

  /** UFFDIO_WAKE. */
  record Wake(Range range) implements DescriptorAction {}

  /** UFFDIO_COPY of pages that hold {@code value}, {@code value + 1} and so on. */
  record Copy(Range range, long mode, long value) implements DescriptorAction {}

  /** UFFDIO_ZEROPAGE. */
  record Zeropage(Range range, long mode) implements DescriptorAction {}

  /** UFFDIO_CONTINUE. */
  record Continue(Range range, long mode) implements DescriptorAction {}

  /** UFFDIO_WRITEPROTECT. */
  record WriteProtect(Range range, long mode) implements DescriptorAction {}

  /** UFFDIO_POISON. */
  record Poison(Range range, long mode) implements DescriptorAction {}

  /** UFFDIO_MOVE to the range from {@code sourceOffset} bytes into {@code source}. */
  record Move(Range range, long mode, int source, long sourceOffset) implements DescriptorAction {}

  /** Changes what the monitor does about faults. */
  record SetPolicy(Policy.Change change) implements Action {}

  /** fork; the child is process {@code child}. */
  record Fork(int child) implements Action {}

  /** Ends a process. */
  record Exit(int process) implements Action {}

  /** swapon of the machine's swap area. */
  record SwapOn() implements Action {}

  /** swapoff of the machine's swap area. */
  record SwapOff() implements Action {}

  /** The words of /proc/pid/pagemap. */
  record Pagemap(Range range) implements Action {}

  /** mincore. */
  record Mincore(Range range) implements Action {}

  /**
   * PAGEMAP_SCAN; category masks are bits of {@link mm.abi.PageIs}.
   *
   * @param all category_mask
   * @param any category_anyof_mask
   * @param not category_inverted
   * @param ret return_mask
   * @param maxPages max_pages, in pages of the region; 0 for none
   * @param flags PM_SCAN_* bits
   */
  record Scan(Range range, long all, long any, long not, long ret, long maxPages, long flags)
      implements Action {}

  /** Sums over /proc/pid/smaps. */
  record ShowSmaps(int region) implements Action {}

  /** The region's mappings. */
  record ShowVmas(int region) implements Action {}

  /** Counters of the pool of 2 MiB pages. */
  record ShowHugePages() implements Action {}
}
