package mm.space;

import mm.abi.Thp;
import mm.object.Memory;
import mm.table.PageTable;

/**
 * An address space (struct mm_struct): its VMAs, its page table, its counters, and the operations
 * on it, each a class of its own. The counters change only beside the entry that they count.
 */
public final class AddressSpace {
  private final Memory memory;
  private final Thp thp;
  private final Thp shmemThp;
  private final PageTable table;
  private final VmaMap vmas = new VmaMap();
  private final Tlb tlb;
  private final Mappings mappings;
  private final FaultHandler faults;
  private final Zap zap;
  private final Rmap rmap;
  private final Protect protect;
  private final ThpSplit thpSplit;
  private final HugetlbPages hugetlbPages;
  private final Reclaim reclaim;

  /** MM_ANONPAGES, MM_SHMEMPAGES, MM_SWAPENTS in 4 KiB pages; hugetlb_usage in 2 MiB pages. */
  long anonPages;

  long shmemPages;
  long swapEntries;
  long hugetlbUsage;
  long minflt;
  long majflt;

  public AddressSpace(Memory memory, Thp thp, Thp shmemThp, Reclaim reclaim) {
    this.memory = memory;
    this.thp = thp;
    this.shmemThp = shmemThp;
    this.reclaim = reclaim;
    this.table = new PageTable(memory.tables, memory.format);
    this.tlb = new Tlb(memory.contents);
    this.mappings = new Mappings(this);
    this.thpSplit = new ThpSplit(this);
    this.hugetlbPages = new HugetlbPages(this);
    this.zap = new Zap(this);
    this.rmap = new Rmap(this);
    this.protect = new Protect(this);
    this.faults = new FaultHandler(this);
  }

  public Memory memory() {
    return memory;
  }

  public PageTable table() {
    return table;
  }

  public VmaMap vmas() {
    return vmas;
  }

  /** The translations of this address space that accesses go through. */
  public Tlb tlb() {
    return tlb;
  }

  public Mappings mappings() {
    return mappings;
  }

  public FaultHandler faults() {
    return faults;
  }

  public Zap zap() {
    return zap;
  }

  Rmap rmap() {
    return rmap;
  }

  public Protect protect() {
    return protect;
  }

  public ThpSplit thpSplit() {
    return thpSplit;
  }

  public HugetlbPages hugetlbPages() {
    return hugetlbPages;
  }

  public Reclaim reclaim() {
    return reclaim;
  }

  public Thp thp() {
    return thp;
  }

  public Thp shmemThp() {
    return shmemThp;
  }

  /** A thread that runs here. */
  public FaultThread newThread() {
    return new FaultThread(this);
  }

  /** Flushes the translations of {@code [start, end)}. */
  public void flush(long start, long end) {
    tlb.flush(start, end);
  }

  public long anonPages() {
    return anonPages;
  }

  public long shmemPages() {
    return shmemPages;
  }

  public long swapEntries() {
    return swapEntries;
  }

  public long hugetlbUsage() {
    return hugetlbUsage;
  }

  public long minflt() {
    return minflt;
  }

  public long majflt() {
    return majflt;
  }

  /** One more page of {@code pfn}'s kind is mapped (inc_mm_counter). */
  public void countMapped(int pfn, int pages) {
    if (memory.frames.is(pfn, mm.ram.Frames.ANON)) {
      anonPages += pages;
    } else {
      shmemPages += pages;
    }
  }

  /** One more, or with a negative number less, page is only in swap. */
  public void countSwap(int entries) {
    swapEntries += entries;
  }

  /** One more huge page of hugetlb memory, or one less. */
  public void countHugetlb(int pages) {
    hugetlbUsage += pages;
  }
}
