package mm.space;

import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Memory;
import mm.object.PageCache;
import mm.object.Shmem;
import mm.ram.Frames;
import mm.table.PageTable;
import mm.table.PageTables;

/**
 * A missing page of a shmem mapping (do_fault and its leaves in {@code mm/memory.c}, shmem_fault in
 * {@code mm/shmem.c}).
 */
final class FileFault {
  /** fault_around_bytes in pages. */
  private static final int FAULT_AROUND_PAGES = 16;

  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;

  FileFault(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
  }

  /** do_fault. */
  int handle(Fault fault) {
    Vma vma = fault.vma();
    if (!fault.isWrite()) {
      if (shouldFaultAround(vma) && faultAround(fault)) {
        memory.events.add(VmEvent.FILE_MAP_FAULT);
        return VmFault.NOPAGE;
      }
      return sharedOrRead(fault);
    }
    return vma.isShared() ? sharedOrRead(fault) : privateWrite(fault);
  }

  private int sharedOrRead(Fault fault) {
    int page = shmemFault(fault);
    return page < 0 ? -page : finish(fault, page);
  }

  /** do_cow_fault: the page of the file is found or made, and copied at once. */
  private int privateWrite(Fault fault) {
    Vma vma = fault.vma();
    int page = shmemFault(fault);
    if (page < 0) {
      return -page;
    }
    int copy = memory.allocate();
    if (copy < 0) {
      return VmFault.OOM;
    }
    memory.contents.copy(page, copy);
    if (entryChanged(fault)) {
      frames.free(copy);
      return VmFault.NOPAGE;
    }
    memory.newAnon(copy, vma.prepareAnon(), vma.indexOf(fault.address()));
    frames.set(copy, Frames.DIRTY);
    setPte(fault, copy, fault.address(), true);
    memory.events.add(VmEvent.COW_COPY);
    return 0;
  }

  /** shmem_fault: the page of the file, or the negated fault result. */
  private int shmemFault(Fault fault) {
    Vma vma = fault.vma();
    Shmem file = vma.shmem();
    long index = vma.indexOf(fault.address());
    if (index >= file.sizePages()) {
      return -VmFault.SIGBUS;
    }
    if (file.pages().get(index) != 0) {
      if (vma.uffdMinor()) {
        return -FaultHandler.hook(vma).handleUserfault(fault, VmFlags.UFFD_MINOR);
      }
      if (isSwappedOut(file.pages().get(index))) {
        fault.setMajor();
      }
      int pfn = ShmemPages.find(memory, file, index);
      if (pfn < 0) {
        return -VmFault.OOM;
      }
      memory.events.add(VmEvent.FILE_MAP_FAULT);
      return pfn;
    }
    if (vma.uffdMissing()) {
      return -FaultHandler.hook(vma).handleUserfault(fault, VmFlags.UFFD_MISSING);
    }
    return allocate(vma, file, index, fault.address());
  }

  private boolean isSwappedOut(long slot) {
    return PageCache.isSwap(slot) && memory.swap.cached(PageCache.swapEntry(slot)) < 0;
  }

  private int allocate(Vma vma, Shmem file, long index, long address) {
    if (ShmemPages.hugeAllowed(vma, mm.shmemThp(), address)) {
      int pfn = ShmemPages.allocateLarge(memory, file, index);
      if (pfn >= 0) {
        return pfn;
      }
    }
    int pfn = ShmemPages.allocate(memory, file, index);
    return pfn < 0 ? -VmFault.OOM : pfn;
  }

  /**
   * vmf_pte_changed. Without the third patch of the series: whether the entry is anything but none.
   */
  private boolean entryChanged(Fault fault) {
    long now = mm.table().pte(fault.address());
    return memory.behaviour.has(Trait.FINISH_FAULT_CHECKS_ORIG_PTE)
        ? now != fault.origPte
        : !format.none(now);
  }

  /** finish_fault for a page of the cache. */
  private int finish(Fault fault, int pfn) {
    Vma vma = fault.vma();
    long address = fault.address();
    if (mm.table().pmd(address) == 0 && setPmd(fault, pfn)) {
      return 0;
    }
    if (memory.behaviour.has(Trait.FINISH_FAULT_MAPS_FOLIO)
        && frames.partPages(pfn) > 1
        && vma.hook() == null
        && setFolio(fault, pfn)) {
      return VmFault.NOPAGE;
    }
    mm.table().ptesOrNew(address);
    if (entryChanged(fault)) {
      return VmFault.NOPAGE;
    }
    setPte(fault, pfn, address, fault.isWrite());
    if (fault.isWrite()) {
      frames.set(frames.head(pfn), Frames.DIRTY);
    }
    return 0;
  }

  /**
   * do_set_pmd: maps a 2 MiB folio by one entry where the mapping allows it. It does not look at
   * the registration.
   */
  private boolean setPmd(Fault fault, int pfn) {
    Vma vma = fault.vma();
    long address = fault.address();
    if (!frames.is(pfn, Frames.LARGE)
        || !ThpSplit.fits(vma, address)
        || (memory.behaviour.has(Trait.SET_PMD_HONOURS_NOHUGEPAGE)
            && vma.has(VmFlags.NOHUGEPAGE))) {
      return false;
    }
    int head = frames.head(pfn);
    long pmd = format.mkYoung(format.mkLeaf(format.mk(head, vma.pageProt())));
    if (fault.isWrite()) {
      pmd = format.mkDirty(pmd);
      pmd = vma.has(VmFlags.WRITE) ? format.mkWrite(pmd) : pmd;
      frames.set(head, Frames.DIRTY);
    }
    mm.table().setPmd(address, pmd);
    frames.mapPmd(head);
    mm.shmemPages += Frames.BLOCK;
    mm.flush(address & -PageTable.PMD_SIZE, (address & -PageTable.PMD_SIZE) + PageTable.PMD_SIZE);
    return true;
  }

  /**
   * Maps all pages of a large folio that the VMA and the table hold, if all their entries are none
   * (6.11 and later).
   */
  private boolean setFolio(Fault fault, int pfn) {
    Vma vma = fault.vma();
    long address = fault.address();
    int before = pfn - frames.partHead(pfn);
    int after = frames.partPages(pfn) - before;
    int at = PageTable.pteIndex(address);
    if (!fits(vma, address, at, before, after)
        || !isWholeInCache(vma.shmem(), vma.indexOf(address) - before, pfn - before)) {
      return false;
    }
    long[] ptes = mm.table().ptesOrNew(address);
    int first = at - before;
    for (int i = 0; i < before + after; i++) {
      if (!format.none(ptes[first + i])) {
        return false;
      }
    }
    for (int i = 0; i < before + after; i++) {
      long each = address + ((long) (i - before) << 12);
      setPte(fault, pfn - before + i, each, fault.isWrite() && each == address);
    }
    return true;
  }

  /**
   * Whether a folio with {@code before} pages below the one at {@code address}, and {@code after}
   * from there on, lies within the VMA and within the page table, where the address has entry
   * {@code at}.
   */
  private static boolean fits(Vma vma, long address, int at, int before, int after) {
    return before <= (address - vma.start()) >> 12
        && after <= (vma.end() - address) >> 12
        && before <= at
        && after <= PageTables.ENTRIES - at;
  }

  /** Whether no page of the folio has left the cache since it was split off a larger one. */
  private boolean isWholeInCache(Shmem file, long index, int head) {
    for (int i = 0; i < frames.partPages(head); i++) {
      if (file.pages().page(index + i) != head + i) {
        return false;
      }
    }
    return true;
  }

  /**
   * do_set_pte (set_pte_range): the new entry inherits the protection of the marker that it
   * replaces.
   */
  private void setPte(Fault fault, int pfn, long address, boolean write) {
    Vma vma = fault.vma();
    long pte = format.mkYoung(format.mk(pfn, vma.pageProt()));
    if (write) {
      pte = format.mkDirty(pte);
      pte = vma.has(VmFlags.WRITE) ? format.mkWrite(pte) : pte;
    }
    if (address == fault.address() && memory.entries.pteMarkerUffdWp(fault.origPte)) {
      pte = format.wrprotect(format.mkUffdWp(pte));
      memory.events.add(VmEvent.MARKER_CONSUMED);
    }
    mm.table().ptesOrNew(address)[PageTable.pteIndex(address)] = pte;
    frames.mapPte(pfn);
    mm.countMapped(pfn, 1);
    mm.tlb().flush(address);
  }

  /**
   * should_fault_around: not where every page has to be accounted for (uffd_disable_fault_around).
   */
  private static boolean shouldFaultAround(Vma vma) {
    return !vma.uffdWp() && !vma.uffdMinor();
  }

  /**
   * do_fault_around and filemap_map_pages: maps what is in the cache in the 64 KiB around the
   * address.
   *
   * @return whether the page at the address is mapped now
   */
  private boolean faultAround(Fault fault) {
    Vma vma = fault.vma();
    long address = fault.address();
    int at = PageTable.pteIndex(address);
    long vmaOffset = (address - vma.start()) >> 12;
    int from = (int) Math.max(at & -FAULT_AROUND_PAGES, at - Math.min(at, vmaOffset));
    long to =
        Math.min(
            from + FAULT_AROUND_PAGES,
            Math.min(512L, at + ((vma.end() - vma.start()) >> 12) - vmaOffset));
    long firstIndex = vma.indexOf(address) + from - at;
    if (mm.table().pmd(address) == 0 && mapPmdAround(fault, firstIndex, firstIndex + to - from)) {
      return true;
    }
    return mapPtesAround(fault, from, (int) to, firstIndex);
  }

  /** filemap_map_pmd: if the first page found belongs to a 2 MiB folio, that is mapped whole. */
  private boolean mapPmdAround(Fault fault, long firstIndex, long endIndex) {
    Shmem file = fault.vma().shmem();
    long end = Math.min(endIndex, file.sizePages());
    for (long index = firstIndex; index < end; index++) {
      long slot = file.pages().get(index);
      if (PageCache.isPage(slot)) {
        return setPmd(fault, PageCache.pfn(slot));
      }
    }
    return false;
  }

  private boolean mapPtesAround(Fault fault, int from, int to, long firstIndex) {
    Shmem file = fault.vma().shmem();
    boolean wholeFolios = memory.behaviour.has(Trait.FAULT_AROUND_MAPS_FOLIOS);
    boolean mapped = false;
    for (int i = from; i < to; i++) {
      long index = firstIndex + (i - from);
      int pfn = index < file.sizePages() ? file.pages().page(index) : -1;
      if (pfn < 0) {
        continue;
      }
      int before = pfn - frames.partHead(pfn);
      int pages = frames.partPages(pfn);
      if (wholeFolios
          && pages > 1
          && fits(fault.vma(), addressAt(fault, i), i, before, pages - before)) {
        mapped |= mapAround(fault, i - before, pfn - before, pages);
      } else {
        mapped |= mapAround(fault, i, pfn, 1);
      }
    }
    return mapped;
  }

  private static long addressAt(Fault fault, int pteIndex) {
    return (fault.address() & -PageTable.PMD_SIZE) + ((long) pteIndex << 12);
  }

  /**
   * Maps pages of a folio where the entries are none; gives whether the faulting one is among them.
   */
  private boolean mapAround(Fault fault, int first, int pfn, int pages) {
    long[] ptes = mm.table().ptesOrNew(fault.address());
    int faulted = PageTable.pteIndex(fault.address());
    boolean mapped = false;
    for (int i = first; i < first + pages; i++) {
      if (format.none(ptes[i])) {
        setPte(fault, pfn + i - first, addressAt(fault, i), false);
        mapped |= i == faulted;
        if (i != faulted) {
          memory.events.add(VmEvent.FAULT_AROUND);
        }
      }
    }
    return mapped;
  }
}
