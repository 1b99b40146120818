package mm.arch;

/**
 * The levels of a page table with 4 KiB pages and 512 entries a node, lowest first. The same on
 * x86_64 with four levels and on arm64 with 48-bit addresses.
 */
public enum Level {
  /** Maps one 4 KiB page an entry. */
  PTE(12),
  /** Maps a table of 512 PTEs or one 2 MiB leaf an entry. */
  PMD(21),
  /** Maps a table of 512 PMDs (1 GiB) an entry. */
  PUD(30),
  /** The root: 512 GiB an entry. */
  PGD(39);

  /** Entries in a node of any level: {@code PTRS_PER_PTE}. */
  public static final int ENTRIES = 512;

  private final int shift;

  Level(int shift) {
    this.shift = shift;
  }

  /** Returns log2 of the bytes one entry spans: {@code PAGE_SHIFT}, {@code PMD_SHIFT}, … */
  public int shift() {
    return shift;
  }

  /** Returns the bytes one entry spans. */
  public long spanBytes() {
    return 1L << shift;
  }

  /** Returns the 4 KiB pages one entry spans: 1, 512, … */
  public long spanPages() {
    return 1L << shift - PTE.shift;
  }

  /** Returns the index, 0 to 511, of the entry for {@code address}: {@code pte_index} and kin. */
  public int index(long address) {
    return (int) (address >>> shift) & ENTRIES - 1;
  }

  /** Returns {@code address} rounded down to the span of one entry. */
  public long floor(long address) {
    return address & -(1L << shift);
  }
}
