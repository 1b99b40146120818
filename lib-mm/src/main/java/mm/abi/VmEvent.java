package mm.abi;

/**
 * What the model counts, machine-wide: /proc/vmstat's events where Linux has them, and the
 * primitives that the cost model prices.
 */
public enum VmEvent {
  /** Page faults taken, retries included (PGFAULT). */
  PGFAULT,
  /** Faults that had to read from swap (PGMAJFAULT). */
  PGMAJFAULT,
  /** Pages read from swap. */
  PSWPIN,
  /** Pages written to swap. */
  PSWPOUT,
  /** Anonymous pages put in place at a first touch. */
  ANON_FAULT,
  /** Zero pages put in place. */
  ZERO_PAGE_FAULT,
  /** Page-cache pages made at a first touch. */
  SHMEM_FAULT,
  /** Page-cache pages mapped that were there already, fault-around not counted. */
  FILE_MAP_FAULT,
  /** Neighbours mapped by fault-around. */
  FAULT_AROUND,
  /** Huge pages put in place, hugetlb. */
  HUGETLB_FAULT,
  /** Huge pages put in place, THP. */
  THP_FAULT,
  /** Pages copied because they were shared. */
  COW_COPY,
  /** Pages made writable in place. */
  WP_REUSE,
  /** Messages to userfaultfd: missing. */
  UFFD_MISSING,
  /** Messages to userfaultfd: write-protect. */
  UFFD_WP,
  /** Messages to userfaultfd: minor. */
  UFFD_MINOR,
  /** Write faults on protected pages let through by WP_ASYNC. */
  UFFD_WP_ASYNC,
  /** Pages of 4 KiB installed by UFFDIO_COPY. */
  UFFD_COPY,
  /** Pages of 2 MiB installed by UFFDIO_COPY. */
  UFFD_COPY_HUGE,
  /** Pages installed by UFFDIO_ZEROPAGE. */
  UFFD_ZEROPAGE,
  /** Pages installed by UFFDIO_CONTINUE. */
  UFFD_CONTINUE,
  /** UFFDIO_WRITEPROTECT calls. */
  UFFD_WRITEPROTECT,
  /** Entries that a protection change has visited and changed. */
  PROTECT_PTE,
  /** PTE markers written. */
  MARKER_INSTALLED,
  /** PTE markers replaced by a page, by a fault or an ioctl. */
  MARKER_CONSUMED,
  /** PTE markers removed without a page: un-protected, dropped with their mapping. */
  MARKER_DROPPED,
  /** Present pages unmapped by a zap. */
  ZAP_PAGE,
  /** Entries copied by fork. */
  FORK_PTE,
  /** 2 MiB mappings split into 4 KiB ones. */
  THP_SPLIT_PMD,
  /** 2 MiB folios split. */
  THP_SPLIT_PAGE,
  /** 4 KiB pages collapsed into a 2 MiB one. */
  THP_COLLAPSE,
  /** System calls made. */
  SYSCALL
}
