package mm.proc;

import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.arch.SwapEntry;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.space.AddressSpace;
import mm.space.Vma;
import mm.table.PageTable;

/**
 * The words of /proc/pid/pagemap, as root reads them ({@code fs/proc/task_mmu.c}).
 *
 * <pre>
 * 63       62    61    60..59  58     57       56         55          54 ................. 0
 * [present][swap][file][      ][guard][uffd-wp][exclusive][soft-dirty][pfn, or type | offset << 5]
 * </pre>
 */
public final class Pagemap {
  public static final long PRESENT = 1L << 63;
  public static final long SWAP = 1L << 62;
  public static final long FILE = 1L << 61;
  public static final long GUARD = 1L << 58;
  public static final long UFFD_WP = 1L << 57;
  public static final long EXCLUSIVE = 1L << 56;
  public static final long SOFT_DIRTY = 1L << 55;

  /** The frame number, or the swap type and offset. */
  public static final long FRAME_MASK = (1L << 55) - 1;

  private Pagemap() {}

  /** The word for the 4 KiB page at {@code address}. */
  public static long word(AddressSpace mm, long address) {
    Vma vma = mm.vmas().at(address);
    if (vma == null) {
      return 0;
    }
    long pmd = mm.table().pmd(address);
    if (vma.isHugetlb()) {
      return hugetlb(mm.memory(), mm, pmd, address);
    }
    Memory memory = mm.memory();
    if (pmd == 0) {
      return 0;
    }
    return memory.format.isTable(pmd)
        ? pte(memory, mm.table().pte(address))
        : huge(memory, pmd, address);
  }

  private static long pte(Memory memory, long pte) {
    PteFormat format = memory.format;
    if (format.none(pte)) {
      return 0;
    }
    if (!format.present(pte)) {
      return nonPresent(memory, pte);
    }
    int pfn = (int) format.pfn(pte);
    long word =
        PRESENT
            | pfn
            | (format.uffdWp(pte) ? UFFD_WP : 0)
            | softDirty(memory, format.softDirty(pte));
    return memory.isZeroPage(pfn) ? word : word | page(memory, pfn);
  }

  private static long softDirty(Memory memory, boolean bit) {
    return bit && memory.behaviour.has(Trait.SOFT_DIRTY_TRACKED) ? SOFT_DIRTY : 0;
  }

  private static long page(Memory memory, int pfn) {
    Frames frames = memory.frames;
    return (frames.is(pfn, Frames.ANON) ? 0 : FILE) | (frames.mapcount(pfn) == 1 ? EXCLUSIVE : 0);
  }

  private static long nonPresent(Memory memory, long pte) {
    PteFormat format = memory.format;
    long entry = format.swapEntry(pte);
    long word = SWAP | frame(entry) | softDirty(memory, format.swpSoftDirty(pte));
    if (format.swpUffdWp(pte)) {
      word |= UFFD_WP;
    }
    int bits = memory.entries.markerBits(pte);
    if ((bits & PteMarker.UFFD_WP) != 0 && memory.behaviour.has(Trait.PAGEMAP_SHOWS_MARKERS)) {
      word |= UFFD_WP;
    }
    if ((bits & PteMarker.GUARD) != 0 && memory.behaviour.has(Trait.PAGEMAP_GUARD_BIT)) {
      word |= GUARD;
    }
    return word;
  }

  private static long frame(long entry) {
    return (SwapEntry.type(entry) | SwapEntry.offset(entry) << 5) & FRAME_MASK;
  }

  private static long huge(Memory memory, long pmd, long address) {
    PteFormat format = memory.format;
    if (!format.present(pmd)) {
      return nonPresent(memory, pmd);
    }
    int head = (int) format.pfn(pmd);
    int pfn = head + PageTable.pteIndex(address);
    long word =
        PRESENT
            | pfn
            | (format.uffdWp(pmd) ? UFFD_WP : 0)
            | softDirty(memory, format.softDirty(pmd));
    boolean file = !memory.frames.is(head, Frames.ANON);
    if (file && memory.behaviour.has(Trait.PMD_PAGEMAP_FILE)) {
      word |= FILE;
    }
    int asked = memory.behaviour.has(Trait.PMD_PAGEMAP_EACH_PAGE) ? pfn : head;
    boolean exclusive = !memory.isHugeZero(head) && memory.frames.mapcount(asked) == 1;
    return exclusive ? word | EXCLUSIVE : word;
  }

  private static long hugetlb(Memory memory, AddressSpace mm, long entry, long address) {
    PteFormat format = memory.format;
    boolean shows = memory.behaviour.has(Trait.PAGEMAP_SHOWS_MARKERS);
    if (format.none(entry)) {
      return 0;
    }
    if (!format.present(entry)) {
      return shows && memory.entries.swpUffdWpAny(entry) ? UFFD_WP : 0;
    }
    int head = (int) format.pfn(entry);
    long word = PRESENT | (head + PageTable.pteIndex(address));
    word |= memory.frames.is(head, Frames.ANON) ? 0 : FILE;
    boolean exclusive =
        memory.frames.folioMapcount(head) == 1 && !mm.hugetlbPages().isShared(address);
    word |= exclusive ? EXCLUSIVE : 0;
    return shows && format.uffdWp(entry) ? word | UFFD_WP : word;
  }
}
