package mm.object;

import java.util.Arrays;

/**
 * A file's xarray: for each index nothing, a page, or the value of a swap entry. Slots are raw
 * words in chunks of 512: 0, {@code pfn << 1}, or {@code entry << 1 | 1} (an xarray value, {@code
 * mm/shmem.c}).
 */
public final class PageCache {
  private static final int CHUNK_SHIFT = 9;
  private static final int CHUNK = 1 << CHUNK_SHIFT;

  private long[][] chunks = {};
  private long pages;

  /** The raw slot at {@code index}: 0 if there is nothing. */
  public long get(long index) {
    int chunk = (int) (index >>> CHUNK_SHIFT);
    return chunk < chunks.length && chunks[chunk] != null
        ? chunks[chunk][(int) index & (CHUNK - 1)]
        : 0;
  }

  public static boolean isPage(long slot) {
    return slot != 0 && (slot & 1) == 0;
  }

  public static boolean isSwap(long slot) {
    return (slot & 1) != 0;
  }

  public static int pfn(long slot) {
    return (int) (slot >>> 1);
  }

  /** swp_entry_t of a slot that {@link #isSwap}. */
  public static long swapEntry(long slot) {
    return slot >>> 1;
  }

  /** The page at {@code index}, or -1. */
  public int page(long index) {
    long slot = get(index);
    return isPage(slot) ? pfn(slot) : -1;
  }

  public void setPage(long index, int pfn) {
    set(index, (long) pfn << 1);
  }

  public void setSwap(long index, long entry) {
    set(index, entry << 1 | 1);
  }

  public void remove(long index) {
    if (get(index) != 0) {
      set(index, 0);
    }
  }

  private void set(long index, long slot) {
    int chunk = (int) (index >>> CHUNK_SHIFT);
    if (chunk >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, chunks.length * 2));
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new long[CHUNK];
    }
    long[] slots = chunks[chunk];
    int at = (int) index & (CHUNK - 1);
    pages += (isPage(slot) ? 1 : 0) - (isPage(slots[at]) ? 1 : 0);
    slots[at] = slot;
  }

  /**
   * The first index at or after {@code index} and below {@code end} with something in it, or {@code
   * end}.
   */
  public long next(long index, long end) {
    long at = index;
    while (at < end) {
      int chunk = (int) (at >>> CHUNK_SHIFT);
      if (chunk >= chunks.length) {
        return end;
      }
      if (chunks[chunk] == null) {
        at = (long) (chunk + 1) << CHUNK_SHIFT;
      } else if (chunks[chunk][(int) at & (CHUNK - 1)] != 0) {
        return at;
      } else {
        at++;
      }
    }
    return end;
  }

  /** One more than the highest index that can hold something. */
  public long end() {
    return (long) chunks.length << CHUNK_SHIFT;
  }

  /** Indices that hold a page (nrpages). */
  public long pages() {
    return pages;
  }
}
