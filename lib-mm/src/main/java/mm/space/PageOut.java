package mm.space;

import mm.arch.PteFormat;
import mm.config.Trait;
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
    for (long at = start; at < end; ) {
      long pte = mm.table().pte(at);
      int pfn = format.present(pte) ? (int) format.pfn(pte) : memory.zeroPfn;
      if (memory.isZeroPage(pfn)) {
        at += 4096;
      } else if (frames.partPages(pfn) > 1) {
        at = large(at, end, pfn);
      } else {
        if (frames.mapcount(pfn) == 1) {
          mm.reclaim().reclaim(pfn);
        }
        at += 4096;
      }
    }
  }

  /**
   * A large folio mapped by PTEs: one that the range holds whole goes whole, another is split
   * first, so that its pages go one by one. Gives where to go on.
   */
  private long large(long at, long end, int pfn) {
    int pages = frames.partPages(pfn);
    int batch = PteBatch.length(mm, at, end, pfn);
    boolean keepsWhole = memory.behaviour.has(Trait.ADVICE_KEEPS_WHOLE_FOLIOS);
    if (batch < pages || !keepsWhole) {
      if (FolioSharing.maybeMappedShared(memory, pfn)) {
        return keepsWhole ? at + 4096L * batch : end;
      }
      mm.reclaim().folioSplit().splitLarge(pfn);
      return at;
    }
    if (PteBatch.mapcount(frames, pfn, pages) == pages) {
      reclaim(pfn, pages);
    }
    return at + 4096L * batch;
  }

  private void reclaim(int head, int pages) {
    if (frames.is(head, Frames.LARGE)) {
      mm.reclaim().reclaim(head);
      return;
    }
    for (int i = 0; i < pages; i++) {
      mm.reclaim().reclaim(head + i);
    }
  }
}
