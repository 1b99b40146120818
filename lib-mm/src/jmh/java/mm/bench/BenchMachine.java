package mm.bench;

import static mm.abi.Uffd.*;

import mm.Backing;
import mm.FaultMonitor;
import mm.Machine;
import mm.MemFile;
import mm.Task;
import mm.UserThread;
import mm.Userfaultfd;
import mm.abi.Access;
import mm.abi.Contents;
import mm.abi.Mman;
import org.jspecify.annotations.Nullable;

/**
 * One machine with one task and one mapping that a userfaultfd serves, as all the benchmarks of
 * operations use it. The monitor is the task itself, called inline: what is measured is the model's
 * work, no thread switch.
 */
final class BenchMachine implements FaultMonitor {
  private static final long HUGETLB_RAM = 64L << 20;

  final Task task;
  final UserThread thread;
  final Userfaultfd uffd;
  final long base;
  final long pageBytes;
  final int pages;
  private final @Nullable MemFile file;

  /** Faults that the monitor has seen. */
  long faults;

  /**
   * @param pages pages of the mapping, of the backing's size
   * @param features of UFFDIO_API
   * @param mode REGISTER_MODE_*
   */
  BenchMachine(Backing backing, int pages, long features, int mode) {
    this.pages = pages;
    pageBytes = backing.pageBytes();
    long bytes = pages * pageBytes;
    Machine machine =
        Machine.x86_64()
            .ram(backing.isHugetlb() ? HUGETLB_RAM : 4 * bytes)
            .hugePages(backing.isHugetlb() ? 2 * pages : 0)
            .contents(Contents.WORDS)
            .boot();
    task = machine.spawn("bench");
    file = backing.isFile() ? machine.memfd("bench", bytes, backing.isHugetlb()) : null;
    base =
        checked(
            "mmap", task.mmap(0, bytes, Mman.PROT_READ | Mman.PROT_WRITE, flags(backing), file, 0));
    thread = task.thread();
    Userfaultfd made = task.userfaultfd(features);
    if (made == null) {
      throw new IllegalStateException("userfaultfd: errno=" + task.userfaultfdErrno());
    }
    uffd = made;
    uffd.monitor(this);
    checked("UFFDIO_REGISTER", uffd.register(base, bytes, mode));
  }

  private static int flags(Backing backing) {
    int shared = backing.isShared() ? Mman.MAP_SHARED : Mman.MAP_PRIVATE;
    return backing.isFile() ? shared : shared | Mman.MAP_ANONYMOUS;
  }

  static long checked(String call, long result) {
    if (result < 0) {
      throw new IllegalStateException(call + " failed: errno=" + -result);
    }
    return result;
  }

  long bytes() {
    return pages * pageBytes;
  }

  long address(int page) {
    return base + page * pageBytes;
  }

  /** Stores to every page, in order. */
  void storeAll() {
    for (int page = 0; page < pages; page++) {
      store(address(page), page);
    }
  }

  void store(long address, long value) {
    Access access = thread.store(address, value);
    if (access != Access.OK) {
      throw new IllegalStateException("a store ended in " + access);
    }
  }

  void load(long address) {
    Access access = thread.load(address);
    if (access != Access.OK) {
      throw new IllegalStateException("a load ended in " + access);
    }
  }

  /** UFFDIO_WRITEPROTECT of all of it. */
  void protectAll() {
    checked("UFFDIO_WRITEPROTECT", uffd.writeprotect(base, bytes(), WRITEPROTECT_MODE_WP));
  }

  /** UFFDIO_WRITEPROTECT of all of it, without the mode. */
  void unprotectAll() {
    checked("UFFDIO_WRITEPROTECT", uffd.writeprotect(base, bytes(), 0));
  }

  /** MADV_DONTNEED of all of it. */
  void zapAll() {
    checked("MADV_DONTNEED", task.madvise(base, bytes(), Mman.MADV_DONTNEED));
  }

  /** Frees all its pages: MADV_DONTNEED, and for files a hole punched instead. */
  void freeAll() {
    if (file == null) {
      zapAll();
    } else {
      checked("fallocate", task.kernel().punchHole(file, 0, bytes()));
    }
  }

  /** Write-protect faults are un-protected, missing pages get a zero page. */
  @Override
  public void pagefault(Userfaultfd descriptor, int flags, long address) {
    faults++;
    long page = address & -pageBytes;
    if ((flags & PAGEFAULT_FLAG_WP) != 0) {
      checked("UFFDIO_WRITEPROTECT", descriptor.writeprotect(page, pageBytes, 0));
    } else {
      checked("UFFDIO_COPY", descriptor.copyWords(page, 1, pageBytes, 0));
    }
  }
}
