package mm.space;

import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.config.Trait;
import mm.object.Hugetlb;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.Entries;
import mm.table.PageTable;

/**
 * Faults on hugetlb memory (hugetlb_fault, hugetlb_no_page, hugetlb_wp in {@code mm/hugetlb.c}).
 */
final class HugetlbFault {
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final Entries entries;
  private final PteFormat format;

  HugetlbFault(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.entries = memory.entries;
    this.format = memory.format;
  }

  int handle(Fault fault) {
    Vma vma = fault.vma();
    mm.hugetlbPages().ensureTable(vma, fault.address());
    long entry = mm.table().pmd(fault.address());
    fault.origPte = entry;
    if (entries.isMigration(entry)) {
      return 0;
    }
    if (entries.isHwpoison(entry)) {
      return VmFault.HWPOISON;
    }
    if (noneMostly(entry)) {
      return marked(fault, entry);
    }
    if (!format.present(entry)) {
      return 0;
    }
    boolean writeToReadOnly = fault.isWrite() && !format.write(entry);
    if (writeToReadOnly
        && memory.behaviour.has(Trait.HUGETLB_FAULT_TRAPS_WP)
        && vma.pteUffdWp(entry)) {
      if (!vma.wpAsync()) {
        return FaultHandler.hook(vma).handleUserfault(fault, VmFlags.UFFD_WP);
      }
      entry = format.clearUffdWp(entry);
      mm.hugetlbPages().set(fault.address(), entry);
      memory.events.add(VmEvent.UFFD_WP_ASYNC);
    }
    return writeToReadOnly ? write(fault, entry) : 0;
  }

  private boolean noneMostly(long entry) {
    return format.none(entry)
        || (entries.isMarker(entry) && memory.behaviour.has(Trait.HUGETLB_FAULT_HANDLES_MARKERS));
  }

  private int marked(Fault fault, long entry) {
    int bits = entries.markerBits(entry);
    if ((bits & PteMarker.POISONED) != 0) {
      return memory.behaviour.has(Trait.POISON_IOCTL) ? VmFault.HWPOISON : VmFault.SIGBUS;
    }
    if ((bits & PteMarker.GUARD) != 0) {
      return VmFault.SIGSEGV;
    }
    return noPage(fault);
  }

  /** hugetlb_no_page. */
  private int noPage(Fault fault) {
    Vma vma = fault.vma();
    if (vma.lostHugePage()) {
      return VmFault.SIGBUS;
    }
    Hugetlb file = vma.hugetlb();
    long index = vma.hugeIndexOf(fault.address());
    if (index >= file.sizePages()) {
      return VmFault.SIGBUS;
    }
    int head = file.pages().page(index);
    if (head >= 0) {
      if (vma.uffdMinor()) {
        return FaultHandler.hook(vma).handleUserfault(fault, VmFlags.UFFD_MINOR);
      }
      return map(fault, head, false);
    }
    if (vma.uffdMissing()) {
      return FaultHandler.hook(vma).handleUserfault(fault, VmFlags.UFFD_MISSING);
    }
    head = mm.hugetlbPages().allocate(vma, fault.address());
    if (head < 0) {
      return VmFault.SIGBUS;
    }
    memory.zeroLarge(head);
    if (vma.isShared()) {
      memory.addToPageCache(file, index, head);
    } else {
      mm.hugetlbPages().makeAnon(vma, head, fault.address());
    }
    return map(fault, head, !vma.isShared());
  }

  private int map(Fault fault, int head, boolean anon) {
    Vma vma = fault.vma();
    long entry = mm.hugetlbPages().makePte(vma, head, vma.isShared());
    boolean marker =
        entries.pteMarkerUffdWp(fault.origPte)
            && memory.behaviour.has(Trait.MARKER_CARRIES_UFFD_WP);
    if (marker) {
      entry = format.wrprotect(format.mkUffdWp(entry));
      memory.events.add(VmEvent.MARKER_CONSUMED);
    }
    frames.mapPmd(head);
    mm.hugetlbPages().set(fault.address(), entry);
    mm.countHugetlb(1);
    memory.events.add(anon || !marker ? VmEvent.HUGETLB_FAULT : VmEvent.FILE_MAP_FAULT);
    if (fault.isWrite() && !vma.isShared()) {
      return write(fault, entry);
    }
    return 0;
  }

  /** hugetlb_wp: a write to a read-only entry that userfaultfd does not want to hear of. */
  private int write(Fault fault, long entry) {
    Vma vma = fault.vma();
    int head = (int) format.pfn(entry);
    if (memory.behaviour.has(Trait.HUGETLB_WP_KEEPS_UFFD_WP) && format.uffdWp(entry)) {
      return 0;
    }
    if (vma.isShared() && memory.behaviour.has(Trait.HUGETLB_WP_SHARED_IN_PLACE)) {
      return reuse(fault, entry);
    }
    if (frames.is(head, Frames.ANON) && frames.folioMapcount(head) == 1) {
      memory.setFolioFlags(head, Frames.EXCLUSIVE);
      return reuse(fault, entry);
    }
    return copy(fault, head);
  }

  private int reuse(Fault fault, long entry) {
    long dirty = format.mkYoung(format.mkDirty(entry));
    mm.hugetlbPages()
        .set(fault.address(), fault.vma().has(VmFlags.WRITE) ? format.mkWrite(dirty) : dirty);
    memory.events.add(VmEvent.WP_REUSE);
    return 0;
  }

  private int copy(Fault fault, int old) {
    Vma vma = fault.vma();
    long address = fault.address();
    boolean owner = vma.reservation() != null && frames.is(old, Frames.ANON);
    int head = mm.hugetlbPages().allocate(vma, address);
    if (head < 0) {
      if (!owner) {
        return VmFault.SIGBUS;
      }
      takeFromOthers(vma, old, vma.indexOf(address));
      return 0;
    }
    memory.copyLarge(old, head);
    mm.hugetlbPages().makeAnon(vma, head, address);
    frames.unmapPmd(old);
    frames.mapPmd(head);
    long entry = format.mkYoung(format.mkLeaf(format.mk(head, vma.pageProt())));
    mm.hugetlbPages()
        .set(address, format.mkDirty(vma.has(VmFlags.WRITE) ? format.mkWrite(entry) : entry));
    memory.put(old);
    memory.events.add(VmEvent.COW_COPY);
    return 0;
  }

  /**
   * unmap_ref_private: the owner of the reservation takes the page away from the other mappings
   * that share it.
   */
  private void takeFromOthers(Vma vma, int head, long index) {
    for (mm.object.Mapper mapper : vma.hugetlb().mappers().toArray(new mm.object.Mapper[0])) {
      Vma other = (Vma) mapper;
      long there = other.addressOf(index);
      if (other == vma || other.isShared() || other.reservation() != null || there < 0) {
        continue;
      }
      long entry = other.mm().table().pmd(there);
      if (format.present(entry) && format.leaf(entry) && format.pfn(entry) == head) {
        long start = there & -PageTable.PMD_SIZE;
        other.mm().zap().range(other, start, start + PageTable.PMD_SIZE, true, false);
        other.setLostHugePage();
      }
    }
  }
}
