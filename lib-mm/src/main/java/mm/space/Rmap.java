package mm.space;

import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.PageTable;

/**
 * What reverse mapping does to the one entry of a VMA that maps a given page ({@code mm/rmap.c},
 * {@code mm/migrate.c}).
 */
final class Rmap {
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;

  Rmap(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
  }

  /**
   * The entries' node if {@code address} is mapped to {@code pfn} by a PTE (page_vma_mapped_walk),
   * else null.
   */
  private long @org.jspecify.annotations.Nullable [] mapping(long address, int pfn) {
    if (address < 0) {
      return null;
    }
    long[] ptes = mm.table().ptes(address);
    if (ptes == null) {
      return null;
    }
    long pte = ptes[PageTable.pteIndex(address)];
    return format.present(pte) && format.pfn(pte) == pfn ? ptes : null;
  }

  /** try_to_unmap_one. */
  boolean tryToUnmap(Vma vma, int pfn, long index, long swapEntry) {
    long address = vma.addressOf(index);
    long[] ptes = mapping(address, pfn);
    if (ptes == null) {
      return false;
    }
    int i = PageTable.pteIndex(address);
    long pte = ptes[i];
    boolean dirty = format.dirty(pte);
    ptes[i] =
        frames.is(pfn, Frames.ANON)
            ? swappedOut(pfn, pte, swapEntry)
            : mm.zap().remains(vma, pte, false);
    mm.tlb().flush(address);
    mm.countMapped(pfn, -1);
    frames.unmapPte(pfn);
    return dirty;
  }

  private long swappedOut(int pfn, long pte, long swapEntry) {
    if (swapEntry == 0) {
      return 0;
    }
    memory.swap.duplicate(swapEntry);
    mm.countSwap(1);
    long made = format.swapPte(swapEntry);
    if (frames.is(pfn, Frames.EXCLUSIVE) && format.hasSwpExclusive()) {
      made = format.swpMkExclusive(made);
    }
    if (format.softDirty(pte)) {
      made = format.swpMkSoftDirty(made);
    }
    return format.uffdWp(pte) && memory.behaviour.has(Trait.SWAP_OUT_KEEPS_UFFD_WP)
        ? format.swpMkUffdWp(made)
        : made;
  }

  /** ptep_clear_flush_young, PMDs too. */
  boolean testAndClearYoung(Vma vma, int pfn, long index) {
    long address = vma.addressOf(index);
    if (address < 0) {
      return false;
    }
    long pmd = mm.table().pmd(address);
    if (pmd != 0 && !format.isTable(pmd)) {
      boolean mapped = format.present(pmd) && format.pfn(pmd) == frames.head(pfn);
      if (mapped && format.young(pmd)) {
        mm.table().setPmd(address, format.mkOld(pmd));
        long start = address & -PageTable.PMD_SIZE;
        mm.flush(start, start + PageTable.PMD_SIZE);
        return true;
      }
      return false;
    }
    long[] ptes = mapping(address, pfn);
    if (ptes == null || !format.young(ptes[PageTable.pteIndex(address)])) {
      return false;
    }
    ptes[PageTable.pteIndex(address)] = format.mkOld(ptes[PageTable.pteIndex(address)]);
    mm.tlb().flush(address);
    return true;
  }

  boolean isDirty(Vma vma, int pfn, long index) {
    long address = vma.addressOf(index);
    long[] ptes = mapping(address, pfn);
    return ptes != null && format.dirty(ptes[PageTable.pteIndex(address)]);
  }

  void splitPmd(Vma vma, int head, long index) {
    long address = vma.addressOf(index);
    if (address < 0) {
      return;
    }
    long pmd = mm.table().pmd(address);
    if (pmd != 0 && format.leaf(pmd) && format.present(pmd) && format.pfn(pmd) == head) {
      mm.thpSplit().splitPmd(vma, address);
    }
  }

  /** try_to_map_unused_to_zeropage. */
  void mapZeroPageInstead(Vma vma, int pfn, long index) {
    long address = vma.addressOf(index);
    long[] ptes = mapping(address, pfn);
    if (ptes == null) {
      return;
    }
    int i = PageTable.pteIndex(address);
    long pte = format.mkSpecial(format.mk(memory.zeroPfn, vma.pageProt()));
    boolean keep = format.uffdWp(ptes[i]) && memory.behaviour.has(Trait.SPLIT_ZERO_PAGE_KEEPS_WP);
    ptes[i] = keep ? format.wrprotect(format.mkUffdWp(pte)) : format.wrprotect(pte);
    mm.tlb().flush(address);
    mm.countMapped(pfn, -1);
    frames.unmapPte(pfn);
  }
}
