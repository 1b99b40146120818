package mm.space;

import mm.abi.Thp;
import mm.abi.VmEvent;
import mm.config.Trait;
import mm.object.Memory;
import mm.object.PageCache;
import mm.object.Shmem;
import mm.ram.Frames;

/**
 * Getting pages of a shmem file into its cache ({@code mm/shmem.c} shmem_get_folio_gfp,
 * shmem_swapin_folio).
 */
public final class ShmemPages {
  private ShmemPages() {}

  /**
   * The page at {@code index}, read back from swap if it is there.
   *
   * @return its pfn, -1 if the file has nothing there, -2 if memory ran out
   */
  public static int find(Memory memory, Shmem file, long index) {
    long slot = file.pages().get(index);
    if (slot == 0) {
      return -1;
    }
    return PageCache.isPage(slot) ? PageCache.pfn(slot) : swapIn(memory, file, index, slot);
  }

  private static int swapIn(Memory memory, Shmem file, long index, long slot) {
    long entry = PageCache.swapEntry(slot);
    int pfn = memory.swap.cached(entry);
    if (pfn < 0) {
      pfn = memory.readFromSwap(entry);
      if (pfn < 0) {
        return -2;
      }
      memory.events.add(VmEvent.PGMAJFAULT);
    }
    memory.addToPageCache(file, index, pfn);
    file.addSwapped(-1);
    memory.swap.free(entry);
    memory.removeFromSwapCache(pfn);
    memory.frames.set(pfn, Frames.DIRTY);
    return pfn;
  }

  /** A new page of zeroes at {@code index}, which is empty. -2 if memory ran out. */
  public static int allocate(Memory memory, Shmem file, long index) {
    int pfn = memory.allocateZeroed();
    if (pfn < 0) {
      return -2;
    }
    memory.addToPageCache(file, index, pfn);
    memory.events.add(VmEvent.SHMEM_FAULT);
    return pfn;
  }

  /**
   * A 2 MiB folio of zeroes around {@code index}, or -1 if something is in the way. Gives the page
   * at {@code index}.
   */
  static int allocateLarge(Memory memory, Shmem file, long index) {
    long first = index & -Frames.BLOCK;
    if (file.pages().next(first, first + Frames.BLOCK) < first + Frames.BLOCK) {
      return -1;
    }
    int head = memory.allocateLargeZeroed();
    if (head < 0) {
      return -1;
    }
    memory.addToPageCache(file, first, head);
    memory.events.add(VmEvent.THP_FAULT);
    return head + (int) (index - first);
  }

  /** shmem_allowable_huge_orders for a fault in {@code vma}. */
  static boolean hugeAllowed(Vma vma, Thp policy, long address) {
    if (policy == Thp.NEVER || vma.has(VmFlags.NOHUGEPAGE)) {
      return false;
    }
    if (policy == Thp.MADVISE && !vma.has(VmFlags.HUGEPAGE)) {
      return false;
    }
    Trait rule =
        vma.shmem().anonymous()
            ? Trait.ANON_SHMEM_HUGE_PAGE_FITS_MAPPING
            : Trait.SHMEM_HUGE_PAGE_FITS_MAPPING;
    return !vma.mm().memory().behaviour.has(rule) || ThpSplit.fits(vma, address);
  }
}
