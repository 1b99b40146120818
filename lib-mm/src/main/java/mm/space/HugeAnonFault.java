package mm.space;

import mm.abi.Thp;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.PageTable;

/**
 * Faults on anonymous memory that get or have a 2 MiB page (do_huge_pmd_* in {@code
 * mm/huge_memory.c}).
 */
final class HugeAnonFault {
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;

  HugeAnonFault(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
  }

  /** thp_vma_allowable_order for a fault. */
  boolean allowed(Vma vma, long address) {
    if (mm.thp() == Thp.NEVER || vma.has(VmFlags.NOHUGEPAGE)) {
      return false;
    }
    return (mm.thp() == Thp.ALWAYS || vma.has(VmFlags.HUGEPAGE)) && ThpSplit.fits(vma, address);
  }

  /** do_huge_pmd_anonymous_page. */
  int missing(Fault fault) {
    Vma vma = fault.vma();
    vma.prepareAnon();
    if (!fault.isWrite()) {
      if (vma.uffdMissing()) {
        return FaultHandler.hook(vma).handleUserfault(fault, VmFlags.UFFD_MISSING);
      }
      long pmd = format.mkYoung(format.mkLeaf(format.mk(memory.hugeZeroPfn(), vma.pageProt())));
      set(fault, format.wrprotect(pmd));
      return 0;
    }
    return newPage(fault);
  }

  private int newPage(Fault fault) {
    Vma vma = fault.vma();
    int head = memory.allocateLargeZeroed();
    if (head < 0) {
      return VmFault.FALLBACK;
    }
    if (vma.uffdMissing()) {
      frames.freeLarge(head);
      return FaultHandler.hook(vma).handleUserfault(fault, VmFlags.UFFD_MISSING);
    }
    map(fault, head);
    return 0;
  }

  private void map(Fault fault, int head) {
    Vma vma = fault.vma();
    long start = fault.address() & -PageTable.PMD_SIZE;
    memory.setFolioOwner(head, vma.prepareAnon(), vma.indexOf(start));
    memory.setFolioFlags(head, Frames.ANON | Frames.EXCLUSIVE);
    frames.set(head, Frames.DIRTY);
    memory.lru.addInactive(head);
    frames.mapPmd(head);
    mm.anonPages += Frames.BLOCK;
    long pmd = format.mkYoung(format.mkDirty(format.mkLeaf(format.mk(head, vma.pageProt()))));
    set(fault, vma.has(VmFlags.WRITE) ? format.mkWrite(pmd) : pmd);
    memory.events.add(VmEvent.THP_FAULT);
  }

  /** do_huge_pmd_wp_page on an entry that no userfaultfd wants to hear of. */
  int writeProtected(Fault fault, long pmd) {
    Vma vma = fault.vma();
    int head = (int) format.pfn(pmd);
    if (memory.isHugeZero(head)) {
      return zeroWritten(fault);
    }
    boolean alone = frames.is(head, Frames.EXCLUSIVE) || frames.folioMapcount(head) == 1;
    if (!alone) {
      mm.thpSplit().splitPmd(vma, fault.address());
      return VmFault.FALLBACK;
    }
    memory.setFolioFlags(head, Frames.EXCLUSIVE);
    long made = format.mkYoung(format.mkDirty(pmd));
    set(fault, vma.has(VmFlags.WRITE) ? format.mkWrite(made) : made);
    memory.events.add(VmEvent.WP_REUSE);
    return 0;
  }

  /**
   * A write to the huge zero page: since 6.13 a huge page at once (do_huge_zero_wp_pmd), before
   * that a small one.
   */
  private int zeroWritten(Fault fault) {
    if (memory.behaviour.has(Trait.ZERO_PMD_WRITE_ALLOCATES)) {
      int head = memory.allocateLargeZeroed();
      if (head >= 0) {
        map(fault, head);
        return 0;
      }
    }
    mm.thpSplit().splitPmd(fault.vma(), fault.address());
    return VmFault.FALLBACK;
  }

  private void set(Fault fault, long pmd) {
    long start = fault.address() & -PageTable.PMD_SIZE;
    mm.table().setPmd(start, pmd);
    mm.flush(start, start + PageTable.PMD_SIZE);
  }
}
