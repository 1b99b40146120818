package mm.space;

import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.PageTable;

/** A missing page of anonymous memory (do_anonymous_page in {@code mm/memory.c}). */
final class AnonFault {
  private final AddressSpace mm;
  private final Memory memory;
  private final PteFormat format;

  AnonFault(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.format = memory.format;
  }

  int handle(Fault fault) {
    Vma vma = fault.vma();
    long address = fault.address();
    mm.table().ptesOrNew(address);
    if (vma.uffdMissing()) {
      return FaultHandler.hook(vma).handleUserfault(fault, VmFlags.UFFD_MISSING);
    }
    return fault.isWrite() ? newPage(fault) : zeroPage(fault);
  }

  private int zeroPage(Fault fault) {
    long pte = format.mkSpecial(format.mk(memory.zeroPfn, fault.vma().pageProt()));
    install(fault, format.mkYoung(pte));
    memory.events.add(VmEvent.ZERO_PAGE_FAULT);
    return 0;
  }

  private int newPage(Fault fault) {
    Vma vma = fault.vma();
    int pfn = memory.allocateZeroed();
    if (pfn < 0) {
      return VmFault.OOM;
    }
    memory.newAnon(pfn, vma.prepareAnon(), vma.indexOf(fault.address()));
    memory.frames.mapPte(pfn);
    mm.anonPages++;
    long pte = format.mkYoung(format.mk(pfn, vma.pageProt()));
    install(fault, vma.has(VmFlags.WRITE) ? format.mkWrite(format.mkDirty(pte)) : pte);
    memory.frames.set(pfn, Frames.DIRTY);
    memory.events.add(VmEvent.ANON_FAULT);
    return 0;
  }

  /** Sets the entry, which inherits the protection of the marker that it replaces. */
  private void install(Fault fault, long pte) {
    long[] ptes = mm.table().ptesOrNew(fault.address());
    boolean marker = memory.entries.pteMarkerUffdWp(fault.origPte);
    if (marker) {
      memory.events.add(VmEvent.MARKER_CONSUMED);
    }
    ptes[PageTable.pteIndex(fault.address())] =
        marker ? format.wrprotect(format.mkUffdWp(pte)) : pte;
    mm.tlb().flush(fault.address());
  }
}
