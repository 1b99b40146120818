package mm.trace;

import org.jspecify.annotations.Nullable;

/** What a region of a trace is a mapping of. */
public enum RegionKind {
  /** Private anonymous memory. */
  ANON("anon", false, false, false),
  /** Shared anonymous memory: shmem without a file one could name. */
  ANON_SHARED("anon-shared", true, false, false),
  /** Shared mapping of a shmem memfd. */
  SHMEM("shmem", true, true, false),
  /** Private mapping of a shmem memfd. */
  SHMEM_PRIVATE("shmem-private", false, true, false),
  /** Shared mapping of a hugetlb memfd. */
  HUGETLB("hugetlb", true, true, true),
  /** Private mapping of a hugetlb memfd. */
  HUGETLB_PRIVATE("hugetlb-private", false, true, true);

  private static final long BASE_PAGE_BYTES = 4096;
  private static final long HUGE_PAGE_BYTES = 2 << 20;

  private final String word;
  private final boolean shared;
  private final boolean file;
  private final boolean hugetlb;

  RegionKind(String word, boolean shared, boolean file, boolean hugetlb) {
    this.word = word;
    this.shared = shared;
    this.file = file;
    this.hugetlb = hugetlb;
  }

  /** Whether the mapping is MAP_SHARED. */
  public boolean isShared() {
    return shared;
  }

  /** Whether it maps a memfd, so that it can be truncated, punched and mapped again. */
  public boolean hasFile() {
    return file;
  }

  /** Whether its pages come from the pool of 2 MiB pages. */
  public boolean isHugetlb() {
    return hugetlb;
  }

  /** Size of the pages that its indexes count: 4 KiB or 2 MiB. */
  public long pageBytes() {
    return hugetlb ? HUGE_PAGE_BYTES : BASE_PAGE_BYTES;
  }

  /** One more than the largest page index: 131072, or 256 for hugetlb. */
  public long indexLimit() {
    return hugetlb ? 256 : 131072;
  }

  /** The kind of a second mapping of the same file. */
  RegionKind alias(boolean asPrivate) {
    if (hugetlb) {
      return asPrivate ? HUGETLB_PRIVATE : HUGETLB;
    }
    return asPrivate ? SHMEM_PRIVATE : SHMEM;
  }

  /** The kind with this name in the language, or null. */
  static @Nullable RegionKind of(String word) {
    for (RegionKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }
}
