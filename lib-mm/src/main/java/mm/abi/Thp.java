package mm.abi;

/**
 * When memory gets transparent huge pages: /sys/kernel/mm/transparent_hugepage/enabled, and
 * shmem_enabled, whose "advise" is {@link #MADVISE}.
 */
public enum Thp {
  NEVER,
  MADVISE,
  ALWAYS
}
