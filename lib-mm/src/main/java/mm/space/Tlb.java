package mm.space;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import mm.ram.PageContents;

/**
 * A software TLB: direct-mapped, tagged by page number, one tag for loads and one for stores. An
 * entry is filled by a hardware walk that has set the accessed (and for stores the dirty) bit, so
 * clearing such a bit, or any permission, has to flush.
 */
public final class Tlb {
  private static final int SIZE = 1024;
  private static final int MASK = SIZE - 1;

  private final long[] loadTag = new long[SIZE];
  private final long[] storeTag = new long[SIZE];
  private final int[] base = new int[SIZE];
  private final long[] words;
  private final int wordMask;
  private final PageContents contents;

  Tlb(PageContents contents) {
    this.contents = contents;
    this.words = contents.words();
    this.wordMask = contents.wordMask();
    flushAll();
  }

  public boolean hasLoad(long address) {
    return loadTag[(int) (address >>> 12) & MASK] == address >>> 12;
  }

  public boolean hasStore(long address) {
    return storeTag[(int) (address >>> 12) & MASK] == address >>> 12;
  }

  /** The word at {@code address}; only if {@link #hasLoad}. */
  public long load(long address) {
    return words[base[(int) (address >>> 12) & MASK] + ((int) (address >>> 3) & wordMask)];
  }

  /** Stores a word; only if {@link #hasStore}. */
  public void store(long address, long value) {
    words[base[(int) (address >>> 12) & MASK] + ((int) (address >>> 3) & wordMask)] = value;
  }

  /** Copies the page at {@code address}; only if {@link #hasLoad}. */
  public void copyPage(long address, MemorySegment into, long offset) {
    int from = base[(int) (address >>> 12) & MASK];
    MemorySegment.copy(words, from, into, ValueLayout.JAVA_LONG_UNALIGNED, offset, wordMask + 1);
  }

  void fill(long address, int pfn, boolean writable) {
    long page = address >>> 12;
    int i = (int) page & MASK;
    base[i] = contents.word(pfn);
    loadTag[i] = page;
    storeTag[i] = writable ? page : -1;
  }

  void flush(long address) {
    long page = address >>> 12;
    int i = (int) page & MASK;
    if (loadTag[i] == page) {
      loadTag[i] = -1;
      storeTag[i] = -1;
    }
  }

  void flush(long start, long end) {
    if ((end - start) >>> 12 >= SIZE) {
      flushAll();
      return;
    }
    for (long at = start & -4096; at < end; at += 4096) {
      flush(at);
    }
  }

  void flushAll() {
    Arrays.fill(loadTag, -1);
    Arrays.fill(storeTag, -1);
  }
}
