package mm;

import mm.proc.HugetlbPool;
import mm.proc.Vmstat;

/** A kernel with its memory: where tasks are made. */
public interface Kernel {
  /** A new process with an empty address space. */
  Task spawn(String name);

  /** memfd_create and ftruncate: a shmem file of {@code bytes}, or a hugetlb one. */
  MemFile memfd(String name, long bytes, boolean hugetlb);

  /** ftruncate: 0 or a negative errno. */
  int ftruncate(MemFile file, long bytes);

  /** fallocate(FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE): 0 or a negative errno. */
  int punchHole(MemFile file, long offset, long length);

  /**
   * pwrite of the 8 bytes at {@code offset} (fills the page cache, maps nothing): 0 or a negative
   * errno.
   */
  int pwrite(MemFile file, long offset, long value);

  /** pread of 8 bytes; a hole reads 0. */
  long pread(MemFile file, long offset);

  /** swapon of the machine's swap area: 0 or a negative errno. */
  int swapon();

  /** swapoff of it: everything in it comes back to memory. 0 or a negative errno. */
  int swapoff();

  /** Counters of the pool of 2 MiB pages. */
  HugetlbPool hugetlbPool();

  /** The counters of all events since boot. */
  Vmstat vmstat();
}
