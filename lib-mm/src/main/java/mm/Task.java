package mm;

import java.util.List;
import mm.abi.Mman;
import mm.arch.PteView;
import mm.proc.PagemapScan;
import mm.proc.Smaps;
import mm.proc.TaskCounters;
import mm.proc.VmaInfo;
import org.jspecify.annotations.Nullable;

/**
 * A process: an address space and the system calls on it. Addresses and lengths are bytes. Calls
 * that return {@code int} or {@code long} give a non-negative result or a negative errno, as the
 * system call does.
 */
public interface Task {
  /** The machine it runs on. */
  Kernel kernel();

  /** Its name, for people. */
  String name();

  /**
   * mmap of anonymous memory or of {@code file} at {@code offset}; address 0 lets the kernel
   * choose. MAP_HUGETLB needs a hugetlb file here or makes one. Returns the address.
   */
  long mmap(long address, long length, int prot, int flags, @Nullable MemFile file, long offset);

  int munmap(long address, long length);

  /** mremap with flags MREMAP_*; returns the new address. */
  long mremap(long oldAddress, long oldLength, long newLength, int flags, long newAddress);

  int mprotect(long address, long length, int prot);

  /**
   * madvise with one of {@link Mman}'s MADV_*, populate excepted ({@link UserThread#populate}).
   * {@link #HANG} if the call never returns.
   */
  int madvise(long address, long length, int advice);

  /** Result of a system call that never returns. */
  int HANG = Integer.MIN_VALUE;

  /**
   * fork: the child, with the same mappings; an EVENT_FORK message is delivered before this
   * returns.
   */
  Task fork(String childName);

  /** exit_mmap: ends the process. Its descriptors are closed. */
  void exit();

  /** The same entry, decoded. */
  PteView view(long address);

  /** mmap of fresh memory of a kind, readable and writable, for notebooks. */
  default Region map(Backing backing, long bytes) {
    return Region.map(this, backing, bytes);
  }

  /** A new thread of this task. */
  UserThread thread();

  /**
   * userfaultfd(2) and UFFDIO_API with {@code features}: the descriptor, or null with the reason in
   * {@link #userfaultfdErrno()}.
   */
  @Nullable Userfaultfd userfaultfd(long features);

  /** Why the last {@link #userfaultfd} gave null: a negative errno. */
  int userfaultfdErrno();

  /**
   * The 64-bit word of /proc/pid/pagemap for the 4 KiB page at {@code address}, as root reads it.
   */
  long pagemap(long address);

  /**
   * The raw page-table entry that maps {@code address}: of the PTE level, or the PMD entry where
   * that is a leaf or none.
   */
  long pte(long address);

  /** mincore: fills one byte for each 4 KiB page. */
  int mincore(long address, long length, byte[] vec);

  /** PAGEMAP_SCAN. */
  PagemapScan.Result pagemapScan(PagemapScan.Arguments arguments);

  /** Sums of /proc/pid/smaps over the mappings that begin in {@code [start, end)}. */
  Smaps smaps(long start, long end);

  /** The mappings that overlap {@code [start, end)}, in address order. */
  List<VmaInfo> vmas(long start, long end);

  /** minflt, majflt, rss and what else is counted by task. */
  TaskCounters counters();
}
