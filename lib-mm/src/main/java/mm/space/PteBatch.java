package mm.space;

import mm.arch.PteFormat;
import mm.ram.Frames;

/** Rows of entries that map a large folio page by page ({@code mm/internal.h} folio_pte_batch). */
final class PteBatch {
  private PteBatch() {}

  /**
   * How many entries from {@code at} on, below {@code end}, map {@code pfn} and the pages of its
   * folio that follow it.
   */
  static int length(AddressSpace mm, long at, long end, int pfn) {
    PteFormat format = mm.memory().format;
    Frames frames = mm.memory().frames;
    int head = frames.partHead(pfn);
    int most = (int) Math.min((end - at) >> 12, head + frames.partPages(pfn) - pfn);
    int n = 1;
    while (n < most) {
      long pte = mm.table().pte(at + 4096L * n);
      if (!format.present(pte) || format.pfn(pte) != pfn + n) {
        break;
      }
      n++;
    }
    return n;
  }

  /** folio_mapcount of a folio that nothing maps by PMD. */
  static int mapcount(Frames frames, int head, int pages) {
    int sum = 0;
    for (int i = 0; i < pages; i++) {
      sum += frames.mapcount(head + i);
    }
    return sum;
  }
}
