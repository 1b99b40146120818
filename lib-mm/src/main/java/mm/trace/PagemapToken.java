package mm.trace;

/**
 * The token of a /proc/pid/pagemap word. The word as fs/proc/task_mmu.c makes it ({@code
 * pte_to_pagemap_entry}):
 *
 * <pre>
 *  63 present | 62 swap | 61 file or shared | 58 guard | 57 uffd-wp | 56 mapped once | 55 soft-dirty
 *  54..0 page frame number, or for swap: 54..5 offset, 4..0 type
 * </pre>
 *
 * A PTE marker is a swap entry of its own type whose offset holds the marker's bits.
 */
final class PagemapToken {
  private static final long SOFT_DIRTY = 1L << 55;
  private static final long EXCLUSIVE = 1L << 56;
  private static final long UFFD_WP = 1L << 57;
  private static final long FILE = 1L << 61;
  private static final long SWAP = 1L << 62;
  private static final long PRESENT = 1L << 63;
  private static final long FRAME = (1L << 55) - 1;
  private static final long TYPE = 31;
  private static final int TYPE_BITS = 5;

  private static final int MARKER_UFFD_WP = 1;
  private static final int MARKER_POISONED = 2;
  private static final int MARKER_GUARD = 4;

  private final int markerType;

  /** {@code markerType}: swap type of PTE markers. */
  PagemapToken(int markerType) {
    this.markerType = markerType;
  }

  static boolean isPresent(long word) {
    return word < 0;
  }

  /** The bits that say whether and how a page is there: present, swap, file. */
  static long presence(long word) {
    return word & (PRESENT | SWAP | FILE);
  }

  String of(long word) {
    long shown = word & ~SOFT_DIRTY;
    if (shown == 0) {
      return "-";
    }
    if ((shown & SWAP) != 0 && (shown & TYPE) == markerType) {
      return marker(shown);
    }
    String letters =
        letter(shown, PRESENT, "P")
            + letter(shown, SWAP, "S")
            + letter(shown, FILE, "F")
            + letter(shown, EXCLUSIVE, "X")
            + letter(shown, UFFD_WP, "W");
    return letters.isEmpty() ? "?" : letters;
  }

  private static String letter(long word, long bit, String letter) {
    return (word & bit) != 0 ? letter : "";
  }

  /**
   * {@code +W}: the entry is protected though the marker is not; {@code !}: the other way round.
   */
  private static String marker(long word) {
    long bits = (word & FRAME) >> TYPE_BITS;
    StringBuilder text = new StringBuilder();
    addBit(text, bits, MARKER_UFFD_WP, "uffd_wp");
    addBit(text, bits, MARKER_POISONED, "poison");
    addBit(text, bits, MARKER_GUARD, "guard");
    boolean entryProtected = (word & UFFD_WP) != 0;
    boolean markerProtected = (bits & MARKER_UFFD_WP) != 0;
    if (entryProtected && !markerProtected) {
      text.append("+W");
    } else if (markerProtected && !entryProtected) {
      text.append('!');
    }
    return "M:" + text;
  }

  private static void addBit(StringBuilder text, long bits, int bit, String name) {
    if ((bits & bit) != 0) {
      text.append(text.isEmpty() ? "" : "+").append(name);
    }
  }
}
