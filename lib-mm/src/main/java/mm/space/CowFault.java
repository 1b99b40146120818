package mm.space;

import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.PageTable;

/** A write to a present, read-only entry (do_wp_page in {@code mm/memory.c}). */
final class CowFault {
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;

  CowFault(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
  }

  /** do_wp_page on {@code fault.origPte}. */
  int writeProtected(Fault fault) {
    Vma vma = fault.vma();
    if (vma.pteUffdWp(fault.origPte)) {
      if (!vma.wpAsync()) {
        return FaultHandler.hook(vma).handleUserfault(fault, VmFlags.UFFD_WP);
      }
      fault.origPte = format.clearUffdWp(fault.origPte);
      memory.events.add(VmEvent.UFFD_WP_ASYNC);
    }
    int pfn = (int) format.pfn(fault.origPte);
    boolean zero = memory.isZeroPage(pfn);
    if (vma.isShared()) {
      return reuse(fault, zero ? -1 : pfn);
    }
    if (!zero && frames.is(pfn, Frames.ANON) && canReuse(pfn)) {
      frames.set(pfn, Frames.EXCLUSIVE);
      return reuse(fault, pfn);
    }
    return copy(fault, pfn, zero);
  }

  /** wp_can_reuse_anon_folio: exclusive already, or nothing else refers to it. */
  private boolean canReuse(int pfn) {
    if (frames.is(pfn, Frames.EXCLUSIVE)) {
      return true;
    }
    if (frames.is(pfn, Frames.LARGE)) {
      return false;
    }
    if (frames.mapcount(pfn) == 1
        && frames.is(pfn, Frames.SWAPCACHE)
        && memory.swap.count(frames.swapEntry(pfn)) == 0) {
      memory.removeFromSwapCache(pfn);
    }
    return memory.references(pfn) == 1;
  }

  /** wp_page_reuse: the bit of an entry left over from an earlier registration is carried along. */
  private int reuse(Fault fault, int pfn) {
    long pte = format.mkDirty(format.mkYoung(fault.origPte));
    set(fault, fault.vma().has(VmFlags.WRITE) ? format.mkWrite(pte) : pte);
    if (pfn >= 0) {
      frames.set(frames.head(pfn), Frames.DIRTY);
    }
    memory.events.add(VmEvent.WP_REUSE);
    return 0;
  }

  /** wp_page_copy. */
  private int copy(Fault fault, int old, boolean zero) {
    Vma vma = fault.vma();
    int pfn = zero ? memory.allocateZeroed() : memory.allocate();
    if (pfn < 0) {
      return VmFault.OOM;
    }
    if (!zero) {
      memory.contents.copy(old, pfn);
    }
    memory.newAnon(pfn, vma.prepareAnon(), vma.indexOf(fault.address()));
    frames.set(pfn, Frames.DIRTY);
    frames.mapPte(pfn);
    if (!zero) {
      frames.unmapPte(old);
      mm.countMapped(old, -1);
    }
    mm.anonPages++;
    long pte = format.mkDirty(format.mkYoung(format.mk(pfn, vma.pageProt())));
    set(fault, vma.has(VmFlags.WRITE) ? format.mkWrite(pte) : pte);
    if (!zero) {
      memory.put(old);
    }
    memory.events.add(VmEvent.COW_COPY);
    return 0;
  }

  private void set(Fault fault, long pte) {
    mm.table().ptesOrNew(fault.address())[PageTable.pteIndex(fault.address())] = pte;
    mm.tlb().flush(fault.address());
  }
}
