package mm;

import mm.abi.Mman;

/** The kinds of memory that userfaultfd serves. */
public enum Backing {
  /** Private anonymous memory. */
  ANON("anon", false, 4096),
  /** A shared mapping of a shmem file. */
  SHMEM("shmem", true, 4096),
  /** A private mapping of a shmem file. */
  SHMEM_PRIVATE("shmem-private", false, 4096),
  /** A shared mapping of a hugetlb file. */
  HUGETLB("hugetlb", true, 2L << 20),
  /** A private mapping of a hugetlb file. */
  HUGETLB_PRIVATE("hugetlb-private", false, 2L << 20);

  private final String label;
  private final boolean shared;
  private final long pageBytes;

  Backing(String label, boolean shared, long pageBytes) {
    this.label = label;
    this.shared = shared;
    this.pageBytes = pageBytes;
  }

  /**
   * The kind with this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Backing of(String label) {
    for (Backing backing : values()) {
      if (backing.label.equals(label)) {
        return backing;
      }
    }
    throw new IllegalArgumentException(
        "anon, shmem, shmem-private, hugetlb or hugetlb-private is wanted: backing=" + label);
  }

  /** As the kernel's selftests and the trace language call it. */
  public String label() {
    return label;
  }

  public boolean isShared() {
    return shared;
  }

  public boolean isFile() {
    return this != ANON;
  }

  public boolean isHugetlb() {
    return pageBytes != 4096;
  }

  /** Size of its pages. */
  public long pageBytes() {
    return pageBytes;
  }

  /** MAP_* flags of its mappings. */
  int mapFlags() {
    return (shared ? Mman.MAP_SHARED : Mman.MAP_PRIVATE) | (isFile() ? 0 : Mman.MAP_ANONYMOUS);
  }

  @Override
  public String toString() {
    return label;
  }
}
