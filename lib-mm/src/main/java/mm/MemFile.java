package mm;

/**
 * A file of memory as memfd_create makes it: shmem (4 KiB pages) or hugetlbfs (2 MiB pages). Lives
 * as long as its machine.
 */
public interface MemFile {
  /** Size in bytes (i_size). */
  long sizeBytes();

  /** Whether its pages are 2 MiB pages out of the hugetlb pool. */
  boolean isHugetlb();
}
