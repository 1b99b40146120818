package mm.probe;

import java.util.Locale;
import mm.Backing;
import mm.abi.Uffd;

/** The columns of the probe table: kinds of memory, and anonymous memory with WP_UNPOPULATED. */
enum ProbeMemory {
  ANON(Backing.ANON, 0),
  ANON_U(Backing.ANON, Uffd.FEATURE_WP_UNPOPULATED),
  SHMEM(Backing.SHMEM, 0),
  SHMEM_PRIVATE(Backing.SHMEM_PRIVATE, 0),
  HUGETLB(Backing.HUGETLB, 0),
  HUGETLB_PRIVATE(Backing.HUGETLB_PRIVATE, 0);

  private final Backing backing;
  private final long features;

  ProbeMemory(Backing backing, long features) {
    this.backing = backing;
    this.features = features;
  }

  /** The kind with this name in the table's file. */
  static ProbeMemory of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  Backing backing() {
    return backing;
  }

  /** What is asked for in the handshake on every kind of memory, and on this one. */
  long features() {
    return features | Uffd.FEATURE_PAGEFAULT_FLAG_WP | Uffd.FEATURE_WP_HUGETLBFS_SHMEM;
  }
}
