package mm.proc;

import mm.abi.Errno;
import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Memory;
import mm.object.PageCache;
import mm.space.AddressSpace;
import mm.space.Vma;

/** mincore(2): which pages are in memory, mapped or not ({@code mm/mincore.c}). */
public final class Mincore {
  private Mincore() {}

  /**
   * Fills a byte, 0 or 1, for each 4 KiB page.
   *
   * @return 0 or a negative errno
   */
  public static int fill(AddressSpace mm, long start, long length, byte[] vec) {
    if ((start & 4095) != 0) {
      return -Errno.EINVAL;
    }
    int pages = (int) ((length + 4095) >> 12);
    for (int i = 0; i < pages; i++) {
      long address = start + ((long) i << 12);
      Vma vma = mm.vmas().at(address);
      if (vma == null) {
        return -Errno.ENOMEM;
      }
      vec[i] = (byte) (isResident(mm, vma, address) ? 1 : 0);
    }
    return 0;
  }

  private static boolean isResident(AddressSpace mm, Vma vma, long address) {
    Memory memory = mm.memory();
    PteFormat format = memory.format;
    long pmd = mm.table().pmd(address);
    if (vma.isHugetlb() && mm.table().pmdNode(address) == 0) {
      return isHugetlbCached(memory, vma, address);
    }
    if (vma.isHugetlb()) {
      boolean marker =
          memory.entries.isMarker(pmd) && memory.behaviour.has(Trait.MINCORE_HUGETLB_MARKER_FIXED);
      return !format.none(pmd) && !marker;
    }
    if (pmd != 0 && !format.isTable(pmd)) {
      return true;
    }
    long pte = mm.table().pte(address);
    if (format.present(pte)) {
      return true;
    }
    boolean none =
        memory.behaviour.has(Trait.CORE_HANDLES_MARKERS)
            ? memory.entries.pteNoneMostly(pte)
            : format.none(pte);
    if (none) {
      return vma.isShmem() && isCached(memory, vma.shmem().pages().get(vma.indexOf(address)));
    }
    return !memory.entries.isSwap(pte) || memory.swap.cached(format.swapEntry(pte)) >= 0;
  }

  /**
   * Without a page table the file is asked, and by the offset in base pages: up to 6.6 the file
   * counted in huge pages, so that the answer is about another page, mostly one past its end.
   */
  private static boolean isHugetlbCached(Memory memory, Vma vma, long address) {
    boolean asked = memory.behaviour.has(Trait.HUGETLB_CACHE_COUNTS_BASE_PAGES);
    long index = asked ? vma.hugeIndexOf(address) : vma.indexOf(address);
    return vma.hugetlb().pages().page(index) >= 0;
  }

  private static boolean isCached(Memory memory, long slot) {
    return PageCache.isPage(slot)
        || (PageCache.isSwap(slot) && memory.swap.cached(PageCache.swapEntry(slot)) >= 0);
  }
}
