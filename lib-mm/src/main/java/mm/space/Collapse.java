package mm.space;

import mm.abi.Errno;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Mapper;
import mm.object.Memory;
import mm.object.PageCache;
import mm.object.Shmem;
import mm.ram.Frames;
import mm.table.Entries;
import mm.table.PageTable;

/**
 * MADV_COLLAPSE and the step of khugepaged: small pages become a 2 MiB one ({@code
 * mm/khugepaged.c}).
 */
public final class Collapse {
  /**
   * Why a range could not be collapsed (enum scan_result), with the errno that MADV_COLLAPSE makes
   * of it.
   */
  enum Scan {
    SUCCEED(0),
    PMD_MAPPED(0),
    PTE_MAPPED_HUGEPAGE(0),
    FAIL(Errno.EINVAL),
    /** No table down to the PMD level. */
    PMD_NULL(Errno.EINVAL),
    /** An empty PMD entry. */
    PMD_NONE(Errno.EINVAL),
    PTE_NON_PRESENT(Errno.EINVAL),
    PTE_UFFD_WP(Errno.EINVAL),
    PAGE_RO(Errno.EINVAL),
    TRUNCATED(Errno.EINVAL),
    VMA_CHECK(Errno.EINVAL),
    PAGE_COMPOUND(Errno.EINVAL),
    EXCEED_NONE_PTE(Errno.EBUSY),
    ALLOC_HUGE_PAGE_FAIL(Errno.ENOMEM);

    private final int errno;

    Scan(int errno) {
      this.errno = errno;
    }

    /** Whether MADV_COLLAPSE goes on with the next 2 MiB. */
    boolean goesOn() {
      return this == PMD_NULL
          || this == PTE_NON_PRESENT
          || this == PTE_UFFD_WP
          || this == PAGE_COMPOUND;
    }
  }

  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final Entries entries;
  private final PteFormat format;

  public Collapse(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.entries = memory.entries;
    this.format = memory.format;
  }

  /** madvise_collapse. */
  int madviseCollapse(Vma vma, long start, long end) {
    if (!allowed(vma)) {
      return -Errno.EINVAL;
    }
    long first = (start + PageTable.PMD_SIZE - 1) & -PageTable.PMD_SIZE;
    long last = end & -PageTable.PMD_SIZE;
    long wanted = (last - first) >>> 21;
    long done = 0;
    Scan failure = Scan.FAIL;
    for (long at = first; at < last; at += PageTable.PMD_SIZE) {
      Scan result = collapse(vma, at);
      if (result.errno == 0) {
        done++;
      } else {
        failure = result;
        if (!result.goesOn()) {
          break;
        }
      }
    }
    if (done == wanted) {
      return 0;
    }
    boolean busy =
        failure == Scan.EXCEED_NONE_PTE && memory.behaviour.has(Trait.COLLAPSE_BUSY_ON_NONE);
    return failure == Scan.EXCEED_NONE_PTE && !busy ? -Errno.EINVAL : -failure.errno;
  }

  /**
   * One step of khugepaged on the 2 MiB at {@code address}.
   *
   * @return whether they are one page now
   */
  public boolean step(Vma vma, long address) {
    long at = address & -PageTable.PMD_SIZE;
    return allowed(vma) && ThpSplit.fits(vma, at) && collapse(vma, at).errno == 0;
  }

  /** thp_vma_allowable_order(TVA_FORCED_COLLAPSE). */
  private static boolean allowed(Vma vma) {
    if (vma.isHugetlb() || vma.has(VmFlags.NOHUGEPAGE)) {
      return false;
    }
    if (vma.isAnonymous() && vma.anon() == null) {
      return false;
    }
    return ThpSplit.fits(vma, (vma.end() - PageTable.PMD_SIZE) & -PageTable.PMD_SIZE);
  }

  private Scan collapse(Vma vma, long at) {
    if (vma.isAnonymous()) {
      return scanAnon(vma, at);
    }
    Scan result = scanFile(vma.shmem(), vma.indexOf(at));
    return result == Scan.PTE_MAPPED_HUGEPAGE ? mapCollapsed(vma, at) : result;
  }

  /** hpage_collapse_scan_pmd. */
  private Scan scanAnon(Vma vma, long at) {
    long pmd = mm.table().pmd(at);
    if (pmd == 0) {
      return mm.table().pmdNode(at) == 0 ? Scan.PMD_NULL : Scan.PMD_NONE;
    }
    if (!format.isTable(pmd)) {
      return Scan.PMD_MAPPED;
    }
    long[] ptes = java.util.Objects.requireNonNull(mm.table().ptes(at));
    boolean writable = false;
    for (int i = 0; i < 512; i++) {
      Scan result = scanPte(vma, ptes[i]);
      if (result != Scan.SUCCEED) {
        return result;
      }
      writable |= format.present(ptes[i]) && format.write(ptes[i]);
    }
    if (memory.behaviour.has(Trait.COLLAPSE_NEEDS_WRITABLE) && !writable) {
      return Scan.PAGE_RO;
    }
    return collapseAnon(vma, at);
  }

  private Scan scanPte(Vma vma, long pte) {
    boolean zero = format.present(pte) && memory.isZeroPage((int) format.pfn(pte));
    if (format.none(pte) || zero) {
      return vma.hook() == null ? Scan.SUCCEED : Scan.EXCEED_NONE_PTE;
    }
    if (!format.present(pte)) {
      return entries.swpUffdWpAny(pte) ? Scan.PTE_UFFD_WP : Scan.SUCCEED;
    }
    return format.uffdWp(pte) ? Scan.PTE_UFFD_WP : Scan.SUCCEED;
  }

  /** collapse_huge_page. */
  private Scan collapseAnon(Vma vma, long at) {
    int head = memory.allocateLargeZeroed();
    if (head < 0) {
      return Scan.ALLOC_HUGE_PAGE_FAIL;
    }
    FaultThread thread = mm.newThread();
    for (long a = at; a < at + PageTable.PMD_SIZE; a += 4096) {
      long pte = mm.table().pte(a);
      if (entries.isSwapForm(pte)) {
        Fault fault = thread.fault();
        fault.begin(vma, a, false);
        if ((mm.faults().handleMmFault(fault) & VmFault.ERROR) != 0) {
          frames.freeLarge(head);
          return Scan.FAIL;
        }
      }
    }
    replaceAnon(vma, at, head);
    return Scan.SUCCEED;
  }

  private void replaceAnon(Vma vma, long at, int head) {
    long[] ptes = java.util.Objects.requireNonNull(mm.table().ptes(at));
    mm.flush(at, at + PageTable.PMD_SIZE);
    memory.setFolioOwner(head, vma.prepareAnon(), vma.indexOf(at));
    memory.setFolioFlags(head, Frames.ANON | Frames.EXCLUSIVE);
    frames.set(head, Frames.DIRTY);
    memory.lru.addInactive(head);
    for (int i = 0; i < 512; i++) {
      if (format.none(ptes[i])) {
        continue;
      }
      int pfn = (int) format.pfn(ptes[i]);
      ptes[i] = 0;
      if (!memory.isZeroPage(pfn)) {
        memory.contents.copy(pfn, head + i);
        frames.unmapPte(pfn);
        mm.countMapped(pfn, -1);
        memory.put(pfn);
      }
    }
    mm.table().dropPteTable(at);
    frames.mapPmd(head);
    mm.countMapped(head, Frames.BLOCK);
    long pmd = format.mkYoung(format.mkDirty(format.mkLeaf(format.mk(head, vma.pageProt()))));
    mm.table().setPmd(at, vma.has(VmFlags.WRITE) ? format.mkWrite(pmd) : pmd);
    memory.events.add(VmEvent.THP_COLLAPSE, 512);
  }

  /** hpage_collapse_scan_file. */
  private Scan scanFile(Shmem file, long first) {
    int page = file.pages().page(first);
    if (page >= 0 && frames.is(page, Frames.LARGE) && frames.head(page) == page) {
      return Scan.PTE_MAPPED_HUGEPAGE;
    }
    for (long i = first; i < first + 512; i++) {
      int pfn = file.pages().page(i);
      if (pfn >= 0 && frames.is(pfn, Frames.LARGE)) {
        return Scan.PAGE_COMPOUND;
      }
    }
    return collapseFile(file, first);
  }

  /** collapse_file. */
  private Scan collapseFile(Shmem file, long first) {
    long end = first + 512;
    if (file.pages().next(first, end) == end) {
      return Scan.TRUNCATED;
    }
    int head = memory.allocateLargeZeroed();
    if (head < 0) {
      return Scan.ALLOC_HUGE_PAGE_FAIL;
    }
    Scan result = unmapAll(file, first);
    if (result != Scan.SUCCEED) {
      frames.freeLarge(head);
      return result;
    }
    replaceInCache(file, first, head);
    retractPageTables(file, first);
    return Scan.PTE_MAPPED_HUGEPAGE;
  }

  private Scan unmapAll(Shmem file, long first) {
    boolean holes = false;
    for (long i = first; i < first + 512; i++) {
      if (file.pages().get(i) == 0) {
        holes = true;
        continue;
      }
      if (i >= file.sizePages()) {
        return Scan.FAIL;
      }
      int pfn = ShmemPages.find(memory, file, i);
      if (pfn < 0) {
        return Scan.FAIL;
      }
      for (Mapper mapper : file.mappers()) {
        if (frames.mapcount(pfn) > 0 && mapper.tryToUnmap(pfn, i, 0)) {
          frames.set(pfn, Frames.DIRTY);
        }
      }
    }
    return holes
            && memory.behaviour.has(Trait.COLLAPSE_RESPECTS_MISSING)
            && missingWatched(file, first)
        ? Scan.EXCEED_NONE_PTE
        : Scan.SUCCEED;
  }

  /**
   * A monitor of missing pages would never hear of the holes that a collapse fills. The kernel
   * gives its interval tree, whose bounds are inclusive, the page after the last: a mapping that
   * begins right behind the range counts too.
   */
  private static boolean missingWatched(Shmem file, long first) {
    for (Mapper mapper : file.mappers()) {
      Vma vma = (Vma) mapper;
      boolean overlaps = vma.pgoff() <= first + 512 && first < vma.indexOf(vma.end());
      if (overlaps && vma.uffdMissing()) {
        return true;
      }
    }
    return false;
  }

  private void replaceInCache(Shmem file, long first, int head) {
    for (int i = 0; i < 512; i++) {
      long slot = file.pages().get(first + i);
      if (PageCache.isPage(slot)) {
        memory.contents.copy(PageCache.pfn(slot), head + i);
        memory.removeFromPageCache(file, PageCache.pfn(slot));
      }
    }
    memory.addToPageCache(file, first, head);
    frames.set(head, Frames.DIRTY);
    memory.events.add(VmEvent.THP_COLLAPSE, 512);
  }

  /**
   * retract_page_tables: tables that are empty now go, unless markers may be in them (patch 19 of
   * the series).
   */
  private void retractPageTables(Shmem file, long first) {
    for (Mapper mapper : file.mappers()) {
      Vma vma = (Vma) mapper;
      long at = vma.addressOf(first);
      boolean whole =
          at >= 0 && (at & (PageTable.PMD_SIZE - 1)) == 0 && at + PageTable.PMD_SIZE <= vma.end();
      boolean keep = vma.uffdWp() && memory.behaviour.has(Trait.COLLAPSE_KEEPS_UFFD_WP_TABLES);
      if (whole && vma.anon() == null && !keep && format.isTable(vma.mm().table().pmd(at))) {
        vma.mm().table().dropPteTable(at);
        vma.mm().flush(at, at + PageTable.PMD_SIZE);
      }
    }
  }

  /** collapse_pte_mapped_thp: maps the huge page of the cache by PMD. */
  private Scan mapCollapsed(Vma vma, long at) {
    long pmd = mm.table().pmd(at);
    if (pmd != 0 && !format.isTable(pmd)) {
      return Scan.PMD_MAPPED;
    }
    if (vma.uffdWp() && memory.behaviour.has(Trait.COLLAPSE_KEEPS_UFFD_WP_TABLES)) {
      return Scan.PTE_UFFD_WP;
    }
    if (mm.table().pmdNode(at) == 0 && !memory.behaviour.has(Trait.COLLAPSE_MAKES_TABLES)) {
      return Scan.PMD_NULL;
    }
    int head = vma.shmem().pages().page(vma.indexOf(at));
    if (pmd != 0) {
      Scan checked = clearTable(vma, at, head);
      if (checked != Scan.SUCCEED) {
        return checked;
      }
    }
    frames.mapPmd(head);
    mm.shmemPages += Frames.BLOCK;
    mm.table().setPmd(at, format.mkYoung(format.mkLeaf(format.mk(head, vma.pageProt()))));
    mm.flush(at, at + PageTable.PMD_SIZE);
    return Scan.SUCCEED;
  }

  private Scan clearTable(Vma vma, long at, int head) {
    long[] ptes = java.util.Objects.requireNonNull(mm.table().ptes(at));
    for (int i = 0; i < 512; i++) {
      if (format.none(ptes[i])) {
        continue;
      }
      if (!format.present(ptes[i])) {
        return Scan.PTE_NON_PRESENT;
      }
      if (format.pfn(ptes[i]) != head + i) {
        return Scan.FAIL;
      }
    }
    for (int i = 0; i < 512; i++) {
      if (!format.none(ptes[i])) {
        if (format.dirty(ptes[i])) {
          frames.set(head, Frames.DIRTY);
        }
        frames.unmapPte(head + i);
        mm.countMapped(head + i, -1);
      }
    }
    mm.table().dropPteTable(at);
    return Scan.SUCCEED;
  }
}
