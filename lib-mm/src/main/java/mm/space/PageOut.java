package mm.space;

import mm.arch.PteFormat;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.PageTable;

/**
 * MADV_PAGEOUT: whatever of a range can leave memory leaves it (madvise_cold_or_pageout_pte_range
 * in {@code mm/madvise.c}).
 */
final class PageOut {
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;

  PageOut(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
  }

  int range(Vma vma, long start, long end) {
    for (long at = start; (at = mm.table().nextPopulated(at, end)) < end; ) {
      long next = PageTable.pmdEnd(at, end);
      long pmd = mm.table().pmd(at);
      if (pmd != 0 && !format.isTable(pmd)) {
        huge(at, next, pmd);
      }
      if (format.isTable(mm.table().pmd(at))) {
        small(at, next);
      }
      at = next;
    }
    return 0;
  }

  private void huge(long at, long next, long pmd) {
    int head = (int) format.pfn(pmd);
    if (memory.isHugeZero(head) || FolioSharing.maybeMappedShared(memory, head)) {
      return;
    }
    if (next - at < PageTable.PMD_SIZE) {
      mm.reclaim().folioSplit().split(head);
      return;
    }
    mm.table().setPmd(at, format.mkOld(pmd));
    mm.flush(at, next);
    mm.reclaim().reclaim(head);
  }

  private void small(long start, long end) {
    for (long at = start; at < end; at += 4096) {
      long pte = mm.table().pte(at);
      if (!format.present(pte)) {
        continue;
      }
      int pfn = (int) format.pfn(pte);
      if (memory.isZeroPage(pfn)) {
        continue;
      }
      if (frames.is(pfn, Frames.LARGE)) {
        if (FolioSharing.maybeMappedShared(memory, pfn) || !splitOrWhole(at, end, pfn)) {
          continue;
        }
      }
      if (frames.mapcount(pfn) == 1) {
        mm.reclaim().reclaim(frames.head(pfn));
      }
    }
  }

  /** A folio that reaches beyond the range is split; then its pages go one by one. */
  private boolean splitOrWhole(long at, long end, int pfn) {
    mm.reclaim().folioSplit().split(frames.head(pfn));
    return format.present(mm.table().pte(at))
        && !memory.isZeroPage((int) format.pfn(mm.table().pte(at)));
  }
}
