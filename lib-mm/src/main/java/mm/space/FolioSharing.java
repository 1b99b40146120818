package mm.space;

import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Mapper;
import mm.object.Memory;
import mm.object.MemoryObject;
import mm.ram.Frames;

/**
 * Whether more than one address space maps a folio, as the kernel knows it ({@code
 * include/linux/mm.h}).
 */
public final class FolioSharing {
  private FolioSharing() {}

  /**
   * folio_maybe_mapped_shared, in older kernels folio_likely_mapped_shared, in the oldest a look at
   * the page: what keeps MADV_PAGEOUT, COLD and FREE off.
   */
  public static boolean maybeMappedShared(Memory memory, int pfn) {
    Frames frames = memory.frames;
    if (!frames.is(pfn, Frames.LARGE) || frames.is(pfn, Frames.HUGETLB)) {
      return frames.mapcount(pfn) > 1;
    }
    if (memory.behaviour.has(Trait.FOLIO_TRACKS_MM)) {
      return frames.folioMapcount(pfn) > 1 && mappedByTwo(memory, frames.head(pfn));
    }
    if (!memory.behaviour.has(Trait.FOLIO_LIKELY_SHARED)) {
      return frames.mapcount(pfn) != 1;
    }
    int mapcount = frames.folioMapcount(pfn);
    if (mapcount <= 1) {
      return false;
    }
    boolean dense = frames.entireMapcount(pfn) > 0 || mapcount > Frames.BLOCK;
    return dense || frames.mapcount(frames.head(pfn)) > 1;
  }

  private static boolean mappedByTwo(Memory memory, int head) {
    if (!(memory.frames.owner(head) instanceof MemoryObject object)) {
      return false;
    }
    AddressSpace first = null;
    for (Mapper mapper : object.mappers()) {
      Vma vma = (Vma) mapper;
      if (vma.mm() != first && maps(memory, vma, head)) {
        if (first != null) {
          return true;
        }
        first = vma.mm();
      }
    }
    return false;
  }

  private static boolean maps(Memory memory, Vma vma, int head) {
    PteFormat format = memory.format;
    long index = memory.frames.index(head);
    for (int i = 0; i < Frames.BLOCK; i++) {
      long address = vma.addressOf(index + i);
      if (address < 0) {
        continue;
      }
      long pmd = vma.mm().table().pmd(address);
      boolean table = format.isTable(pmd);
      long entry = table ? vma.mm().table().pte(address) : pmd;
      if (format.present(entry) && format.pfn(entry) == (table ? head + i : head)) {
        return true;
      }
    }
    return false;
  }
}
