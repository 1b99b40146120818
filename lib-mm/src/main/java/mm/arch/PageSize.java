package mm.arch;

/** The page sizes that the model maps: base pages and the huge pages of PMD and PUD level. */
public enum PageSize {
  /** The base page. */
  KIB_4("4 KiB", Level.PTE),
  /** A PMD leaf: transparent huge pages and the default hugetlb size. */
  MIB_2("2 MiB", Level.PMD),
  /** A PUD leaf: gigantic hugetlb pages. */
  GIB_1("1 GiB", Level.PUD);

  private final String label;
  private final Level level;

  PageSize(String label, Level level) {
    this.label = label;
    this.level = level;
  }

  /** Returns the size of a page in bytes. */
  public long bytes() {
    return level.spanBytes();
  }

  /** Returns the size of a page in base pages: 1, 512, 262144. */
  public long pages() {
    return level.spanPages();
  }

  /** Returns the level whose entries map pages of this size. */
  public Level level() {
    return level;
  }

  /** Returns the number of pages of this size that hold {@code bytes}, rounded up. */
  public long count(long bytes) {
    return bytes + bytes() - 1 >>> level.shift();
  }

  @Override
  public String toString() {
    return label;
  }
}
