package mm.space;

import mm.abi.Errno;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.Entries;
import mm.table.PageTable;

/**
 * Changing the protection of entries: mprotect and UFFDIO_WRITEPROTECT (change_protection in {@code
 * mm/mprotect.c}).
 */
public final class Protect {
  /** What to do about the uffd-wp bit (cp_flags of change_protection). */
  public enum UffdWp {
    /** Leave it: mprotect. */
    KEEP,
    /** MM_CP_UFFD_WP. */
    SET,
    /** MM_CP_UFFD_WP_RESOLVE. */
    RESOLVE
  }

  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final Entries entries;
  private final PteFormat format;

  Protect(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.entries = memory.entries;
    this.format = memory.format;
  }

  /** uffd_wp_range: sets or resolves the bit over {@code [start, end)} of a VMA. */
  public void uffdWpRange(Vma vma, long start, long end, boolean enable) {
    UffdWp what = enable ? UffdWp.SET : UffdWp.RESOLVE;
    long prot = vma.pageProt();
    if (!memory.behaviour.has(Trait.UNPROTECT_USES_VMA_PROT)) {
      boolean shared = vma.isShared();
      prot =
          format.prot(
              vma.has(VmFlags.READ),
              vma.has(VmFlags.WRITE) && !enable,
              vma.has(VmFlags.EXEC),
              shared);
    }
    boolean upgrade =
        !enable
            && memory.behaviour.has(Trait.UNPROTECT_USES_VMA_PROT)
            && vma.wantsManualWriteUpgrade();
    range(vma, start, end, prot, what, upgrade);
  }

  /** mprotect over {@code [start, end)} of a VMA whose flags have changed already. */
  void mprotectRange(Vma vma, long start, long end) {
    range(vma, start, end, vma.pageProt(), UffdWp.KEEP, vma.wantsManualWriteUpgrade());
  }

  private void range(Vma vma, long start, long end, long prot, UffdWp what, boolean upgrade) {
    mm.flush(start, end);
    if (vma.isHugetlb()) {
      hugetlbRange(vma, start, end, prot, what);
      return;
    }
    boolean makeTables = what == UffdWp.SET && vma.wpUsesMarkers();
    for (long at = start; at < end; ) {
      if (!makeTables) {
        at = mm.table().nextPopulated(at, end);
        if (at >= end) {
          return;
        }
      }
      long next = PageTable.pmdEnd(at, end);
      pmdRange(vma, at, next, prot, what, upgrade, makeTables);
      at = next;
    }
  }

  private void pmdRange(
      Vma vma, long start, long end, long prot, UffdWp what, boolean upgrade, boolean makeTables) {
    boolean tables = makeTables;
    long pmd = mm.table().pmd(start);
    if (pmd != 0 && !format.isTable(pmd)) {
      boolean splitsFile =
          what == UffdWp.SET
              && !vma.isAnonymous()
              && memory.behaviour.has(Trait.PROTECT_SPLITS_FILE_THP);
      if (end - start == PageTable.PMD_SIZE && !splitsFile) {
        mm.table().setPmd(start, changedPmd(vma, pmd, prot, what, upgrade));
        memory.events.add(VmEvent.PROTECT_PTE);
        return;
      }
      mm.thpSplit().splitPmd(vma, start);
      // Splitting a file's PMD leaves nothing: without the patch nobody makes the table again.
      tables &= memory.behaviour.has(Trait.PROTECT_SPLITS_FILE_THP);
    }
    long[] ptes = tables ? mm.table().ptesOrNew(start) : mm.table().ptes(start);
    if (ptes != null) {
      pteRange(vma, ptes, start, end, prot, what, upgrade);
    }
  }

  private void pteRange(
      Vma vma, long[] ptes, long start, long end, long prot, UffdWp what, boolean upgrade) {
    int first = PageTable.pteIndex(start);
    int last = first + (int) ((end - start) >> 12);
    boolean markNone =
        what == UffdWp.SET && vma.wpUsesMarkers() && memory.behaviour.has(Trait.PTE_MARKERS);
    int changed = 0;
    for (int i = first; i < last; i++) {
      long old = ptes[i];
      long made;
      if (format.present(old)) {
        made = changedPresent(vma, old, prot, what, upgrade);
      } else if (format.none(old)) {
        made = markNone ? entries.uffdWpMarker() : old;
        if (markNone) {
          memory.events.add(VmEvent.MARKER_INSTALLED);
        }
      } else {
        made = changedNonPresent(old, what);
      }
      ptes[i] = made;
      changed += made != old ? 1 : 0;
    }
    memory.events.add(VmEvent.PROTECT_PTE, changed);
  }

  private long changedPresent(Vma vma, long old, long prot, UffdWp what, boolean upgrade) {
    long pte = bit(format.modify(old, prot), what);
    if (upgrade && !format.write(pte) && canChangeWritable(vma, pte)) {
      return format.mkWrite(pte);
    }
    return pte;
  }

  private long bit(long pte, UffdWp what) {
    return switch (what) {
      case KEEP -> pte;
      case SET -> format.wrprotect(format.mkUffdWp(pte));
      case RESOLVE -> format.clearUffdWp(pte);
    };
  }

  /** can_change_pte_writable for a private mapping: only a page that is ours alone. */
  private boolean canChangeWritable(Vma vma, long pte) {
    if (format.protnone(pte) || vma.pteUffdWp(pte)) {
      return false;
    }
    int pfn = (int) format.pfn(pte);
    return !memory.isZeroPage(pfn)
        && frames.is(pfn, Frames.ANON)
        && frames.is(pfn, Frames.EXCLUSIVE);
  }

  private long changedPmd(Vma vma, long old, long prot, UffdWp what, boolean upgrade) {
    if (!format.present(old)) {
      return changedNonPresent(old, what);
    }
    long pmd = bit(format.mkLeaf(format.modify(old, prot)), what);
    if (memory.isZeroPage((int) format.pfn(old))) {
      return format.wrprotect(pmd);
    }
    if (upgrade && !format.write(pmd) && canChangeWritable(vma, pmd)) {
      return format.mkWrite(pmd);
    }
    return pmd;
  }

  private long changedNonPresent(long old, UffdWp what) {
    if (entries.isMarker(old)) {
      return changedMarker(old, what);
    }
    return switch (what) {
      case KEEP -> old;
      case SET -> format.swpMkUffdWp(old);
      case RESOLVE -> format.swpClearUffdWp(old);
    };
  }

  private long changedMarker(long old, UffdWp what) {
    int bits = entries.markerBits(old);
    boolean error = (bits & (PteMarker.POISONED | PteMarker.GUARD)) != 0;
    if (error || what != UffdWp.RESOLVE || (bits & PteMarker.UFFD_WP) == 0) {
      return old;
    }
    memory.events.add(VmEvent.MARKER_DROPPED);
    return 0;
  }

  /** hugetlb_change_protection. */
  private void hugetlbRange(Vma vma, long start, long end, long prot, UffdWp what) {
    boolean makeTables =
        what == UffdWp.SET
            && memory.behaviour.has(Trait.HUGETLB_PROTECTS_NONE_PTES)
            && memory.behaviour.has(Trait.HUGETLB_PROTECT_ALLOCATES_TABLES);
    for (long at = start; at < end; ) {
      if (makeTables) {
        mm.hugetlbPages().ensureTable(vma, at);
      } else {
        at = mm.table().nextPopulated(at, end);
        if (at >= end) {
          return;
        }
      }
      if (mm.hugetlbPages().unshare(at)) {
        at = PageTable.pudEnd(at, end);
        continue;
      }
      mm.table().setPmd(at, hugetlbChanged(vma, mm.table().pmd(at), prot, what));
      at = PageTable.pmdEnd(at, end);
    }
  }

  private long hugetlbChanged(Vma vma, long old, long prot, UffdWp what) {
    if (format.none(old)) {
      boolean mark =
          what == UffdWp.SET
              && memory.behaviour.has(Trait.HUGETLB_PROTECTS_NONE_PTES)
              && memory.behaviour.has(Trait.PTE_MARKERS);
      if (mark) {
        memory.events.add(VmEvent.MARKER_INSTALLED);
      }
      return mark ? entries.uffdWpMarker() : old;
    }
    if (!format.present(old)) {
      return entries.isHwpoison(old) ? old : changedNonPresent(old, what);
    }
    memory.events.add(VmEvent.PROTECT_PTE);
    long made = format.mkLeaf(format.modify(old, prot));
    return memory.behaviour.has(Trait.HUGETLB_WRITEPROTECT)
        ? bit(made, what)
        : what == UffdWp.SET ? format.wrprotect(made) : made;
  }

  /** mprotect(2). */
  public int mprotect(long start, long length, int prot) {
    long end = start + ((length + 4095) & -4096);
    if ((start & 4095) != 0 || end < start) {
      return -Errno.EINVAL;
    }
    if (start == end) {
      return 0;
    }
    long covered = start;
    for (Vma vma : mm.vmas().overlapping(start, end)) {
      if (vma.start() > covered) {
        return -Errno.ENOMEM;
      }
      long from = Math.max(start, vma.start());
      long to = Math.min(end, vma.end());
      if (vma.isHugetlb() && ((from | to) & (PageTable.PMD_SIZE - 1)) != 0) {
        return -Errno.EINVAL;
      }
      int flags = (vma.flags() & ~VmFlags.ACCESS) | VmFlags.ofProt(prot);
      if (flags != vma.flags()) {
        flags = accounted(vma, flags);
        Vma changed = mm.mappings().isolate(vma, from, to);
        changed.setFlags(flags);
        mprotectRange(changed, from, to);
        mm.mappings().mergeAround(changed);
      }
      covered = to;
    }
    return covered < end ? -Errno.ENOMEM : 0;
  }

  /**
   * How mprotect_fixup changes the accounting: a private mapping that becomes writable is charged;
   * since 6.7 anonymous memory that nobody has touched and that becomes read-only is not any more.
   */
  private int accounted(Vma vma, int flags) {
    int charged =
        VmFlags.ACCOUNT | VmFlags.WRITE | VmFlags.HUGETLB | VmFlags.SHARED | VmFlags.NORESERVE;
    if ((flags & VmFlags.WRITE) != 0) {
      return vma.has(charged) ? flags : flags | VmFlags.ACCOUNT;
    }
    boolean untouched = vma.isAnonymous() && vma.anon() == null;
    return untouched && memory.behaviour.has(Trait.MPROTECT_UNCHARGES)
        ? flags & ~VmFlags.ACCOUNT
        : flags;
  }
}
