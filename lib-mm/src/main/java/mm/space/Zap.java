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
 * Taking pages out of a page table (zap_pte_range in {@code mm/memory.c}, __unmap_hugepage_range in
 * {@code mm/hugetlb.c}).
 */
public final class Zap {
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final Entries entries;
  private final PteFormat format;

  Zap(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.entries = memory.entries;
    this.format = memory.format;
  }

  /**
   * Zaps {@code [start, end)} of a VMA.
   *
   * @param evenCows private copies of file pages too
   * @param dropMarkers ZAP_FLAG_DROP_MARKER: nothing stays behind. Otherwise a protected page of a
   *     file leaves a marker
   */
  public void range(Vma vma, long start, long end, boolean evenCows, boolean dropMarkers) {
    mm.flush(start, end);
    if (vma.isHugetlb()) {
      hugetlbRange(vma, start, end, dropMarkers);
      return;
    }
    for (long at = start; (at = mm.table().nextPopulated(at, end)) < end; ) {
      long next = PageTable.pmdEnd(at, end);
      long pmd = mm.table().pmd(at);
      if (pmd != 0) {
        pmdRange(vma, pmd, at, next, evenCows, dropMarkers);
      }
      at = next;
    }
  }

  /**
   * The zap of MADV_DONTNEED. Since 6.14 (CONFIG_PT_RECLAIM) tables that it goes over as a whole
   * and leaves empty are freed, so that the next fault may find room for a huge page.
   */
  public void dontneed(Vma vma, long start, long end) {
    range(vma, start, end, true, false);
    if (vma.isHugetlb() || !memory.behaviour.has(Trait.DONTNEED_FREES_TABLES)) {
      return;
    }
    long first = (start + PageTable.PMD_SIZE - 1) & -PageTable.PMD_SIZE;
    for (long at = first; at + PageTable.PMD_SIZE <= end; at += PageTable.PMD_SIZE) {
      long[] ptes = mm.table().ptes(at);
      if (ptes != null && isEmpty(ptes)) {
        mm.table().dropPteTable(at);
      }
    }
  }

  private boolean isEmpty(long[] ptes) {
    for (long pte : ptes) {
      if (!format.none(pte)) {
        return false;
      }
    }
    return true;
  }

  private void pmdRange(
      Vma vma, long pmd, long start, long end, boolean evenCows, boolean dropMarkers) {
    if (!format.isTable(pmd)) {
      if (end - start == PageTable.PMD_SIZE) {
        hugePmd(start, pmd);
        return;
      }
      mm.thpSplit().splitPmd(vma, start);
    }
    long[] ptes = mm.table().ptes(start);
    if (ptes == null) {
      return;
    }
    int first = PageTable.pteIndex(start);
    int last = first + (int) ((end - start) >> 12);
    for (int i = first; i < last; i++) {
      if (!format.none(ptes[i])) {
        ptes[i] = zapped(vma, ptes[i], evenCows, dropMarkers);
      }
    }
  }

  /** zap_huge_pmd. */
  private void hugePmd(long address, long pmd) {
    mm.table().setPmd(address, 0);
    int head = (int) format.pfn(pmd);
    if (memory.isHugeZero(head)) {
      return;
    }
    frames.unmapPmd(head);
    mm.countMapped(head, -Frames.BLOCK);
    if (!frames.is(head, Frames.ANON) && format.dirty(pmd)) {
      frames.set(head, Frames.DIRTY);
    }
    memory.events.add(VmEvent.ZAP_PAGE, Frames.BLOCK);
    memory.put(head);
  }

  /** What is left of an entry. */
  private long zapped(Vma vma, long pte, boolean evenCows, boolean dropMarkers) {
    if (format.present(pte)) {
      return zapPresent(vma, pte, evenCows, dropMarkers);
    }
    return zapNonPresent(vma, pte, evenCows, dropMarkers);
  }

  private long zapPresent(Vma vma, long pte, boolean evenCows, boolean dropMarkers) {
    int pfn = (int) format.pfn(pte);
    if (!memory.isZeroPage(pfn)) {
      boolean anon = frames.is(pfn, Frames.ANON);
      if (anon && !evenCows) {
        return pte;
      }
      if (!anon && format.dirty(pte)) {
        frames.set(frames.head(pfn), Frames.DIRTY);
      }
      frames.unmapPte(pfn);
      mm.countMapped(pfn, -1);
      memory.put(pfn);
    }
    memory.events.add(VmEvent.ZAP_PAGE);
    return remains(vma, pte, dropMarkers);
  }

  /** zap_nonpresent_ptes. */
  private long zapNonPresent(Vma vma, long pte, boolean evenCows, boolean dropMarkers) {
    if (entries.isSwap(pte)) {
      if (!evenCows) {
        return pte;
      }
      mm.swapEntries--;
      memory.freeSwapAndCache(format.swapEntry(pte));
      return remains(vma, pte, dropMarkers);
    }
    int bits = entries.markerBits(pte);
    boolean uffdWp = (bits & PteMarker.UFFD_WP) != 0;
    if (uffdWp) {
      boolean keep = !vma.isAnonymous() && !dropMarkers;
      return keep ? pte : dropMarker();
    }
    if ((bits & PteMarker.GUARD) != 0) {
      return dropMarkers ? 0 : pte;
    }
    return evenCows ? remains(vma, pte, dropMarkers) : pte;
  }

  private long dropMarker() {
    memory.events.add(VmEvent.MARKER_DROPPED);
    return 0;
  }

  /** pte_install_uffd_wp_if_needed: what takes the place of an entry that is gone. */
  long remains(Vma vma, long old, boolean dropMarkers) {
    if (dropMarkers
        || vma.isAnonymous()
        || !vma.uffdWp()
        || !memory.behaviour.has(Trait.ZAP_KEEPS_UFFD_WP)) {
      return 0;
    }
    boolean armed = format.present(old) ? format.uffdWp(old) : entries.swpUffdWpAny(old);
    if (!armed || !memory.behaviour.has(Trait.PTE_MARKERS)) {
      return 0;
    }
    memory.events.add(VmEvent.MARKER_INSTALLED);
    return entries.uffdWpMarker();
  }

  private void hugetlbRange(Vma vma, long start, long end, boolean dropMarkers) {
    for (long at = start; (at = mm.table().nextPopulated(at, end)) < end; ) {
      if (mm.hugetlbPages().unshare(at)) {
        at = PageTable.pudEnd(at, end);
        continue;
      }
      long entry = mm.table().pmd(at);
      if (!format.none(entry)) {
        mm.table().setPmd(at, hugetlbZapped(vma, at, entry, dropMarkers));
      }
      at = PageTable.pmdEnd(at, end);
    }
  }

  private long hugetlbZapped(Vma vma, long address, long entry, boolean dropMarkers) {
    boolean keep =
        !dropMarkers
            && memory.behaviour.has(Trait.HUGETLB_ZAP_KEEPS_UFFD_WP)
            && memory.behaviour.has(Trait.PTE_MARKERS);
    if (!format.present(entry)) {
      if (!keep || !entries.swpUffdWpAny(entry)) {
        return entries.pteMarkerUffdWp(entry) ? dropMarker() : 0;
      }
      return entries.uffdWpMarker();
    }
    int head = (int) format.pfn(entry);
    frames.unmapPmd(head);
    mm.countHugetlb(-1);
    memory.events.add(VmEvent.ZAP_PAGE);
    if (frames.is(head, Frames.ANON)) {
      mm.hugetlbPages().restoreReservation(vma, address, head);
      memory.put(head);
    } else {
      if (format.dirty(entry)) {
        frames.set(head, Frames.DIRTY);
      }
      memory.put(head);
    }
    if (keep && format.uffdWp(entry)) {
      memory.events.add(VmEvent.MARKER_INSTALLED);
      return entries.uffdWpMarker();
    }
    return 0;
  }
}
