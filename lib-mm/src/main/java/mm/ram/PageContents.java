package mm.ram;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import mm.abi.Contents;

/**
 * The bytes in the frames, in one array of words. How much of a page is kept is a choice of the
 * machine: all of it, its first 8 bytes (enough for the trace language, 512 times smaller), or
 * nothing.
 *
 * <p>An array and not off-heap memory: a checked access costs 2.4 ns behind the software TLB
 * against 3.3 ns, and the collector never scans it.
 */
public final class PageContents {
  private final Contents kind;
  private final int wordShift;
  private final int wordMask;
  private long[] words;

  /**
   * @param frames how many frames it begins with; grows with {@link #ensure}
   */
  public PageContents(Contents kind, int frames) {
    this.kind = kind;
    this.wordShift = kind == Contents.BYTES ? 9 : 0;
    this.wordMask = kind == Contents.BYTES ? 511 : 0;
    this.words = new long[kind == Contents.NONE ? 1 : Math.toIntExact((long) frames << wordShift)];
  }

  public Contents kind() {
    return kind;
  }

  /**
   * Makes room for frames below {@code frames}. The array may be replaced: translations of {@link
   * #word} stay valid.
   */
  public void ensure(int frames) {
    if (kind != Contents.NONE && (long) frames << wordShift > words.length) {
      words = Arrays.copyOf(words, Math.toIntExact((long) frames << wordShift));
    }
  }

  /** Index of the first word of frame {@code pfn}. */
  public int word(int pfn) {
    return kind == Contents.NONE ? 0 : pfn << wordShift;
  }

  /** Mask of the word offset within a page. */
  public int wordMask() {
    return wordMask;
  }

  /** The array itself, for the access path. Valid until the next {@link #ensure}. */
  public long[] words() {
    return words;
  }

  public void zero(int pfn) {
    int from = word(pfn);
    if (kind == Contents.BYTES) {
      Arrays.fill(words, from, from + 512, 0);
    } else {
      words[from] = 0;
    }
  }

  public void copy(int fromPfn, int toPfn) {
    if (kind == Contents.BYTES) {
      System.arraycopy(words, word(fromPfn), words, word(toPfn), 512);
    } else {
      words[word(toPfn)] = words[word(fromPfn)];
    }
  }

  /** Copies a page between two stores of the same kind: out to swap and back. */
  public static void copy(PageContents from, int fromPage, PageContents to, int toPage) {
    if (from.kind == Contents.BYTES) {
      System.arraycopy(from.words, from.word(fromPage), to.words, to.word(toPage), 512);
    } else {
      to.words[to.word(toPage)] = from.words[from.word(fromPage)];
    }
  }

  /** Fills a page from {@code source} at {@code offset} bytes. */
  public void fill(int pfn, MemorySegment source, long offset) {
    long bytes = kind == Contents.BYTES ? 4096 : 8;
    MemorySegment.copy(source, offset, MemorySegment.ofArray(words), (long) word(pfn) * 8, bytes);
  }

  public long firstWord(int pfn) {
    return words[word(pfn)];
  }

  public void setFirstWord(int pfn, long value) {
    words[word(pfn)] = value;
  }

  /** Whether all that is kept of the page is zero. */
  public boolean isZero(int pfn) {
    int from = word(pfn);
    for (int i = from; i <= from + wordMask; i++) {
      if (words[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
