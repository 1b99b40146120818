package mm.proc;

import mm.arch.PteFormat;
import mm.object.Memory;
import mm.object.PageCache;
import mm.object.Shmem;
import mm.ram.Frames;
import mm.space.AddressSpace;
import mm.space.VmFlags;
import mm.space.Vma;
import mm.table.PageTable;

/**
 * Reads what /proc/pid/smaps says of some mappings (smap_gather_stats in {@code
 * fs/proc/task_mmu.c}).
 */
public final class SmapsReader {
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;
  private long rss;
  private long anonymous;
  private long swap;
  private long anonHuge;
  private long shmemPmd;
  private long sharedHugetlb;
  private long privateHugetlb;

  private SmapsReader(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
  }

  /** The sums over the mappings that begin in {@code [start, end)}. */
  public static Smaps read(AddressSpace mm, long start, long end) {
    SmapsReader reader = new SmapsReader(mm);
    for (Vma vma : mm.vmas().overlapping(start, end)) {
      if (vma.start() >= start) {
        reader.add(vma);
      }
    }
    return new Smaps(
        reader.rss,
        reader.anonymous,
        reader.swap,
        reader.anonHuge,
        reader.shmemPmd,
        reader.sharedHugetlb,
        reader.privateHugetlb);
  }

  private void add(Vma vma) {
    if (vma.isHugetlb()) {
      addHugetlb(vma);
      return;
    }
    boolean lookUpHoles = vma.isShmem() && addShmemSwap(vma);
    for (long at = vma.start(); at < vma.end(); at = PageTable.pmdEnd(at, vma.end())) {
      long pmd = mm.table().pmd(at);
      long end = PageTable.pmdEnd(at, vma.end());
      if (pmd != 0 && !format.isTable(pmd)) {
        addHuge(pmd);
      } else {
        addPtes(vma, at, end, lookUpHoles);
      }
    }
  }

  /**
   * Counts the object's swapped pages at once where they cannot be confused with private copies;
   * else asks for a look at each hole.
   */
  private boolean addShmemSwap(Vma vma) {
    long swapped = swappedPages(vma);
    if (swapped == 0 || vma.isShared() || !vma.has(VmFlags.WRITE)) {
      swap += swapped;
      return false;
    }
    return true;
  }

  /** shmem_swap_usage. */
  private static long swappedPages(Vma vma) {
    Shmem file = vma.shmem();
    if (file.swappedPages() == 0) {
      return 0;
    }
    if (vma.pgoff() == 0 && vma.length() >= file.sizeBytes()) {
      return file.swappedPages();
    }
    long count = 0;
    long end = vma.indexOf(vma.end());
    for (long i = file.pages().next(vma.pgoff(), end); i < end; i = file.pages().next(i + 1, end)) {
      count += PageCache.isSwap(file.pages().get(i)) ? 1 : 0;
    }
    return count;
  }

  private void addPtes(Vma vma, long start, long end, boolean lookUpHoles) {
    for (long at = start; at < end; at += 4096) {
      long pte = mm.table().pte(at);
      if (format.none(pte)) {
        if (lookUpHoles && PageCache.isSwap(vma.shmem().pages().get(vma.indexOf(at)))) {
          swap++;
        }
      } else if (format.present(pte)) {
        addPage((int) format.pfn(pte));
      } else if (memory.entries.isSwap(pte)) {
        swap++;
      }
    }
  }

  private void addPage(int pfn) {
    if (!memory.isZeroPage(pfn)) {
      rss++;
      anonymous += frames.is(pfn, Frames.ANON) ? 1 : 0;
    }
  }

  private void addHuge(long pmd) {
    int head = (int) format.pfn(pmd);
    if (!format.present(pmd) || memory.isHugeZero(head)) {
      return;
    }
    rss += Frames.BLOCK;
    if (frames.is(head, Frames.ANON)) {
      anonymous += Frames.BLOCK;
      anonHuge += Frames.BLOCK;
    } else {
      shmemPmd += Frames.BLOCK;
    }
  }

  private void addHugetlb(Vma vma) {
    for (long at = vma.start(); at < vma.end(); at += PageTable.PMD_SIZE) {
      long entry = mm.table().pmd(at);
      if (!format.present(entry)) {
        continue;
      }
      int head = (int) format.pfn(entry);
      if (frames.folioMapcount(head) > 1 || mm.hugetlbPages().isShared(at)) {
        sharedHugetlb++;
      } else {
        privateHugetlb++;
      }
    }
  }
}
