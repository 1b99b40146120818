package mm.space;

import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.Entries;
import mm.table.PageTable;

/**
 * A fault on an entry in swap form (do_swap_page in {@code mm/memory.c}): a page in swap, a marker,
 * or something that waits.
 */
final class SwapFault {
  private final AddressSpace mm;
  private final FaultHandler handler;
  private final CowFault cowFault;
  private final Memory memory;
  private final Frames frames;
  private final Entries entries;
  private final PteFormat format;

  SwapFault(AddressSpace mm, FaultHandler handler, CowFault cowFault) {
    this.mm = mm;
    this.handler = handler;
    this.cowFault = cowFault;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.entries = memory.entries;
    this.format = memory.format;
  }

  int handle(Fault fault) {
    long pte = fault.origPte;
    if (entries.isSwap(pte)) {
      return swapIn(fault);
    }
    if (entries.isMarker(pte)) {
      return marker(fault);
    }
    if (entries.isMigration(pte)) {
      return 0;
    }
    return entries.isHwpoison(pte) ? VmFault.HWPOISON : VmFault.SIGBUS;
  }

  /** handle_pte_marker. */
  private int marker(Fault fault) {
    int bits = entries.markerBits(fault.origPte);
    if (!memory.behaviour.has(Trait.CORE_HANDLES_MARKERS) || bits == 0) {
      return VmFault.SIGBUS;
    }
    if ((bits & PteMarker.POISONED) != 0) {
      return memory.behaviour.has(Trait.POISON_IOCTL) ? VmFault.HWPOISON : VmFault.SIGBUS;
    }
    if ((bits & PteMarker.GUARD) != 0) {
      return VmFault.SIGSEGV;
    }
    boolean known =
        memory.behaviour.has(Trait.MARKER_CARRIES_UFFD_WP)
            && memory.behaviour.has(Trait.FAULT_HANDLES_UFFD_WP_MARKER);
    if (!known || (fault.vma().isAnonymous() && !memory.behaviour.has(Trait.ANON_MARKERS))) {
      return VmFault.SIGBUS;
    }
    if (!fault.vma().uffdWp()) {
      return clearMarker(fault);
    }
    return handler.missing(fault);
  }

  /** pte_marker_clear: nobody listens any more; the next round finds a none entry. */
  private int clearMarker(Fault fault) {
    mm.table().ptesOrNew(fault.address())[PageTable.pteIndex(fault.address())] = 0;
    memory.events.add(VmEvent.MARKER_DROPPED);
    return 0;
  }

  private int swapIn(Fault fault) {
    Vma vma = fault.vma();
    long pte = fault.origPte;
    long entry = format.swapEntry(pte);
    int result = 0;
    int pfn = memory.swap.cached(entry);
    if (pfn < 0) {
      pfn = memory.readFromSwap(entry);
      if (pfn < 0) {
        return VmFault.OOM;
      }
      frames.set(pfn, Frames.ANON);
      frames.setOwner(pfn, vma.prepareAnon(), vma.indexOf(fault.address()));
      memory.lru.addInactive(pfn);
      memory.events.add(VmEvent.PGMAJFAULT);
      result = VmFault.MAJOR;
    }
    boolean exclusive = format.swpExclusive(pte);
    memory.swap.free(entry);
    if (fault.isWrite() && frames.mapcount(pfn) == 0 && memory.swap.count(entry) == 0) {
      memory.removeFromSwapCache(pfn);
      frames.set(pfn, Frames.DIRTY);
    }
    exclusive |= memory.references(pfn) == 0;
    long made = mapped(fault, pfn, pte, exclusive);
    if (fault.isWrite()) {
      fault.origPte = made;
      result |= cowFault.writeProtected(fault);
    }
    return result;
  }

  /** Maps the page: writable at once if it is ours alone and not protected. */
  private long mapped(Fault fault, int pfn, long swapPte, boolean exclusive) {
    Vma vma = fault.vma();
    long pte = format.mkYoung(format.mk(pfn, vma.pageProt()));
    if (format.swpSoftDirty(swapPte)) {
      pte = format.mkSoftDirty(pte);
    }
    boolean protectedPage = format.swpUffdWp(swapPte);
    if (protectedPage) {
      pte = format.wrprotect(format.mkUffdWp(pte));
    }
    if (exclusive) {
      frames.set(pfn, Frames.EXCLUSIVE);
      pte = exclusivePte(fault, pte, protectedPage);
    } else {
      frames.clear(pfn, Frames.EXCLUSIVE);
    }
    frames.mapPte(pfn);
    mm.anonPages++;
    mm.swapEntries--;
    mm.table().ptesOrNew(fault.address())[PageTable.pteIndex(fault.address())] = pte;
    mm.tlb().flush(fault.address());
    return pte;
  }

  private long exclusivePte(Fault fault, long pte, boolean protectedPage) {
    Vma vma = fault.vma();
    boolean listened = protectedPage && vma.uffdWp();
    if (memory.behaviour.has(Trait.SWAP_IN_CHECKS_UFFD_WP)) {
      if (!vma.has(VmFlags.WRITE) || listened) {
        return pte;
      }
      if (fault.isWrite()) {
        fault.clearWrite();
        return format.mkDirty(format.mkWrite(pte));
      }
      return format.mkWrite(pte);
    }
    if (fault.isWrite()) {
      fault.clearWrite();
      long dirty = format.mkDirty(pte);
      return vma.has(VmFlags.WRITE) && !protectedPage ? format.mkWrite(dirty) : dirty;
    }
    return pte;
  }
}
