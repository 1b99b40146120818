package mm.space;

import java.util.List;
import mm.abi.Errno;
import mm.arch.PteFormat;
import mm.arch.SwapEntry;
import mm.object.Memory;
import mm.object.PageCache;
import mm.object.Shmem;
import mm.object.SwapArea;
import mm.ram.Frames;
import mm.table.PageTable;

/**
 * swapoff: everything in the area comes back to memory (try_to_unuse in {@code mm/swapfile.c},
 * shmem_unuse in {@code mm/shmem.c}).
 */
public final class SwapOff {
  private final Memory memory;
  private final SwapArea area;

  public SwapOff(Memory memory, SwapArea area) {
    this.memory = memory;
    this.area = area;
  }

  /**
   * @return 0 or a negative errno; on an error the area is in use again
   */
  public int run(Iterable<Shmem> files, List<AddressSpace> spaces) {
    if (!area.active()) {
      return -Errno.EINVAL;
    }
    area.setActive(false);
    for (Shmem file : files) {
      if (!unuseFile(file)) {
        return failed();
      }
    }
    for (AddressSpace mm : spaces) {
      if (!unuseSpace(mm)) {
        return failed();
      }
    }
    dropCache();
    memory.swap.remove(area);
    return 0;
  }

  private int failed() {
    area.setActive(true);
    return -Errno.ENOMEM;
  }

  private boolean unuseFile(Shmem file) {
    long end = file.pages().end();
    for (long i = file.pages().next(0, end); i < end; i = file.pages().next(i + 1, end)) {
      long slot = file.pages().get(i);
      if (PageCache.isSwap(slot)
          && SwapEntry.type(PageCache.swapEntry(slot)) == area.type()
          && ShmemPages.find(memory, file, i) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean unuseSpace(AddressSpace mm) {
    for (int v = 0; v < mm.vmas().size(); v++) {
      Vma vma = mm.vmas().get(v);
      if (vma.anon() != null && !vma.isHugetlb() && !unuseVma(mm, vma)) {
        return false;
      }
    }
    return true;
  }

  private boolean unuseVma(AddressSpace mm, Vma vma) {
    for (long at = vma.start(); (at = mm.table().nextPopulated(at, vma.end())) < vma.end(); ) {
      long next = PageTable.pmdEnd(at, vma.end());
      long[] ptes = mm.table().ptes(at);
      for (long a = at; ptes != null && a < next; a += 4096) {
        int i = PageTable.pteIndex(a);
        if (isOurs(ptes[i]) && !unusePte(mm, vma, ptes, i, a)) {
          return false;
        }
      }
      at = next;
    }
    return true;
  }

  private boolean isOurs(long pte) {
    return memory.entries.isSwap(pte)
        && SwapEntry.type(memory.format.swapEntry(pte)) == area.type();
  }

  /**
   * unuse_pte: the page takes the place of the entry; it is old and read-only, the bits are kept.
   */
  private boolean unusePte(AddressSpace mm, Vma vma, long[] ptes, int i, long address) {
    PteFormat format = memory.format;
    Frames frames = memory.frames;
    long swapPte = ptes[i];
    long entry = format.swapEntry(swapPte);
    int pfn = memory.swap.cached(entry);
    if (pfn < 0) {
      pfn = memory.readFromSwap(entry);
      if (pfn < 0) {
        return false;
      }
      frames.set(pfn, Frames.ANON | Frames.DIRTY);
      frames.setOwner(pfn, vma.prepareAnon(), vma.indexOf(address));
      memory.lru.addInactive(pfn);
    }
    if (format.swpExclusive(swapPte)) {
      frames.set(pfn, Frames.EXCLUSIVE);
    }
    memory.swap.free(entry);
    frames.mapPte(pfn);
    mm.anonPages++;
    mm.swapEntries--;
    long pte = format.wrprotect(format.mkOld(format.mk(pfn, vma.pageProt())));
    pte = format.swpSoftDirty(swapPte) ? format.mkSoftDirty(pte) : pte;
    ptes[i] = format.swpUffdWp(swapPte) ? format.mkUffdWp(pte) : pte;
    mm.tlb().flush(address);
    return true;
  }

  private void dropCache() {
    for (int slot = 1; slot < area.end(); slot++) {
      long entry = SwapEntry.of(area.type(), slot);
      int pfn = memory.swap.cached(entry);
      if (pfn >= 0) {
        memory.removeFromSwapCache(pfn);
        memory.frames.set(pfn, Frames.DIRTY);
        memory.put(pfn);
      }
    }
  }
}
