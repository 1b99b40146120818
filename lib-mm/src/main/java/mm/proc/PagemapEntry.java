package mm.proc;

/**
 * A word of /proc/pid/pagemap, decoded: the same for the model's words and a host's.
 *
 * @param word the raw word, 16 hex digits
 * @param frame the frame number; of an entry in swap form its type and offset; 0 for a reader
 *     without CAP_SYS_ADMIN
 */
public record PagemapEntry(
    String word,
    boolean present,
    boolean swap,
    boolean file,
    boolean exclusive,
    boolean uffdWp,
    boolean softDirty,
    boolean guard,
    String frame) {
  /** Decodes a word. */
  public static PagemapEntry of(long word) {
    long frame = word & Pagemap.FRAME_MASK;
    boolean swap = (word & Pagemap.SWAP) != 0;
    return new PagemapEntry(
        "%016x".formatted(word),
        (word & Pagemap.PRESENT) != 0,
        swap,
        (word & Pagemap.FILE) != 0,
        (word & Pagemap.EXCLUSIVE) != 0,
        (word & Pagemap.UFFD_WP) != 0,
        (word & Pagemap.SOFT_DIRTY) != 0,
        (word & Pagemap.GUARD) != 0,
        swap
            ? "type " + (frame & 31) + " offset " + (frame >> 5)
            : frame == 0 ? "-" : "pfn 0x" + Long.toHexString(frame));
  }
}
