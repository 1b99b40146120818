package mm.uffd;

import mm.ram.Frames;
import mm.ram.PageContents;

/** Where UFFDIO_COPY takes the content of a page from. */
public interface PageFiller {
  /**
   * Fills a page.
   *
   * @param pfn the page, or the head of a 2 MiB one
   * @param pages 1 or 512
   * @param offset bytes from the start of the copy
   */
  void fill(PageContents contents, int pfn, int pages, long offset);

  /** Copies out of a segment. */
  static PageFiller of(java.lang.foreign.MemorySegment source) {
    return (contents, pfn, pages, offset) -> {
      for (int i = 0; i < pages; i++) {
        contents.fill(pfn + i, source, offset + i * 4096L);
      }
    };
  }

  /**
   * Zeroes but for the first word: {@code first} plus the number of the page in the copy, in pages
   * of its own size.
   */
  static PageFiller ofWords(long first) {
    return (contents, pfn, pages, offset) -> {
      for (int i = 0; i < pages; i++) {
        contents.zero(pfn + i);
      }
      contents.setFirstWord(pfn, first + offset / (pages == Frames.BLOCK ? 2 << 20 : 4096));
    };
  }

  /** Zeroes. */
  static PageFiller zeroes() {
    return (contents, pfn, pages, offset) -> {
      for (int i = 0; i < pages; i++) {
        contents.zero(pfn + i);
      }
    };
  }
}
