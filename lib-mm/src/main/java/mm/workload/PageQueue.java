package mm.workload;

/**
 * umap's buffer: pages in the order in which they came in. When it reaches the high water mark the
 * oldest are evicted down to the low one, at once.
 */
final class PageQueue {
  private static final float HIGH = 0.9f;
  private static final float LOW = 0.7f;

  private final int[] ring;
  private final int high;
  private final int low;
  private int first;
  private int size;
  private boolean evicting;

  /**
   * @param pages pages that there are
   * @param buffer page descriptors; with fewer than 4 the marks are equal and nothing is ever
   *     evicted
   */
  PageQueue(int pages, int buffer) {
    if (buffer < 4) {
      throw new IllegalArgumentException(
          "umap hangs with fewer than 4 page descriptors: buffer=" + buffer);
    }
    ring = new int[Math.max(pages, buffer) + 1];
    high = (int) (HIGH * buffer);
    low = (int) (LOW * buffer);
  }

  void add(int page) {
    ring[(first + size) % ring.length] = page;
    size++;
    if (size == high) {
      evicting = true;
    }
  }

  /** Whether pages have to go, now that the high mark was reached. */
  boolean evicting() {
    evicting &= size > low;
    return evicting;
  }

  int removeOldest() {
    int page = ring[first];
    first = (first + 1) % ring.length;
    size--;
    return page;
  }

  int size() {
    return size;
  }
}
