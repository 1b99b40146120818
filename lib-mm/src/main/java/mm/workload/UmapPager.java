package mm.workload;

import static mm.abi.Uffd.*;

import java.lang.foreign.MemorySegment;
import mm.Backing;
import mm.FaultMonitor;
import mm.Kernel;
import mm.MemFile;
import mm.Task;
import mm.UserThread;
import mm.Userfaultfd;
import mm.abi.Access;
import mm.abi.Errno;
import mm.abi.Mman;
import org.jspecify.annotations.Nullable;

/**
 * umap: a pager in user space. It registers an empty region for missing and write-protect faults,
 * brings pages in from a store, learns from write-protect events which are dirty, and evicts the
 * oldest when its buffer is full. Everything happens within the fault.
 */
final class UmapPager implements FaultMonitor, Words {
  private final Backing backing;
  private final Kernel kernel;
  private final Task task;
  private final UserThread application;
  private final UserThread evictor;
  private final Userfaultfd uffd;
  private final @Nullable MemFile file;
  private final MemorySegment store;
  private final PageQueue queue;

  /** Pages that umap knows to be written: a store to any other has lost its event. */
  private final boolean[] dirty;

  private final long base;
  private final long pageBytes;
  private final int pageShift;
  private final long budget;

  private long accesses;
  private long missReads;
  private long missWrites;
  private long wpEvents;
  private long copiesPlain;
  private long copiesWp;
  private long disarms;
  private long arms;
  private long evictions;
  private long storeWrites;
  private long lostWrites;

  /**
   * @param pages pages of the region, of the backing's size
   * @param budget accesses after which the program is given up: with a lost protection the sort may
   *     never end
   */
  UmapPager(Kernel kernel, Backing backing, int pages, int buffer, long budget) {
    this.kernel = kernel;
    this.backing = backing;
    this.pageBytes = backing.pageBytes();
    this.pageShift = Long.numberOfTrailingZeros(pageBytes) - 3;
    this.budget = budget;
    long bytes = pages * pageBytes;
    task = kernel.spawn("umapsort");
    file = backing.isFile() ? kernel.memfd("umap", bytes, backing.isHugetlb()) : null;
    int flags =
        (backing.isShared() ? Mman.MAP_SHARED : Mman.MAP_PRIVATE)
            | Mman.MAP_NORESERVE
            | (backing.isFile() ? 0 : Mman.MAP_ANONYMOUS);
    base = checked("mmap", task.mmap(0, bytes, Mman.PROT_READ | Mman.PROT_WRITE, flags, file, 0));
    application = task.thread();
    evictor = task.thread();
    store = MemorySegment.ofArray(new long[Math.toIntExact(bytes / 8)]);
    queue = new PageQueue(pages, buffer);
    dirty = new boolean[pages];
    Userfaultfd descriptor = task.userfaultfd(FEATURE_PAGEFAULT_FLAG_WP);
    if (descriptor == null) {
      throw new IllegalStateException("userfaultfd: " + Errno.name(task.userfaultfdErrno()));
    }
    uffd = descriptor;
    uffd.monitor(this);
    checked(
        "UFFDIO_REGISTER", uffd.register(base, bytes, REGISTER_MODE_MISSING | REGISTER_MODE_WP));
  }

  private static long checked(String call, long result) {
    if (result < 0) {
      throw new WorkloadFailed(call + " failed: " + Errno.name(result));
    }
    return result;
  }

  @Override
  public long read(long index) {
    count();
    Access result = application.load(base + (index << 3));
    if (result != Access.OK) {
      throw new WorkloadFailed("a load of element " + index + " ended in " + result);
    }
    return application.value();
  }

  @Override
  public void write(long index, long value) {
    count();
    Access result = application.store(base + (index << 3), value);
    if (result != Access.OK) {
      throw new WorkloadFailed("a store to element " + index + " ended in " + result);
    }
    if (!dirty[(int) (index >>> pageShift)]) {
      lostWrites++;
    }
  }

  private void count() {
    if (++accesses > budget) {
      throw new WorkloadFailed(
          "no end after " + budget + " accesses: the data changes under the sort");
    }
  }

  @Override
  public void pagefault(Userfaultfd descriptor, int flags, long address) {
    int page = (int) ((address - base) / pageBytes);
    if ((flags & PAGEFAULT_FLAG_WP) != 0) {
      wpEvents++;
      dirty[page] = true;
      disarms++;
      checked("UFFDIO_WRITEPROTECT", uffd.writeprotect(base + page * pageBytes, pageBytes, 0));
    } else {
      fill(page, (flags & PAGEFAULT_FLAG_WRITE) != 0);
    }
  }

  /** A miss: the page comes in from the store, protected unless it is about to be written. */
  private void fill(int page, boolean write) {
    if (write) {
      missWrites++;
      copiesPlain++;
    } else {
      missReads++;
      copiesWp++;
    }
    dirty[page] = write;
    MemorySegment content = store.asSlice(page * pageBytes, pageBytes);
    checked(
        "UFFDIO_COPY",
        uffd.copy(base + page * pageBytes, content, pageBytes, write ? 0 : COPY_MODE_WP));
    queue.add(page);
    while (queue.evicting()) {
      evict(queue.removeOldest());
    }
  }

  /**
   * A dirty page is armed, written out from where it is mapped, and dropped; a clean one is just
   * dropped: looking at it would bring it back from swap.
   */
  private void evict(int page) {
    long address = base + page * pageBytes;
    evictions++;
    if (dirty[page]) {
      arms++;
      checked("UFFDIO_WRITEPROTECT", uffd.writeprotect(address, pageBytes, WRITEPROTECT_MODE_WP));
      readMapped(page, store.asSlice(page * pageBytes, pageBytes));
      storeWrites++;
    }
    drop(page, address);
    dirty[page] = false;
  }

  private void readMapped(int page, MemorySegment into) {
    Access result = evictor.load(base + page * pageBytes, into);
    if (result != Access.OK) {
      throw new WorkloadFailed("reading page " + page + " for eviction ended in " + result);
    }
  }

  private void drop(int page, long address) {
    if (backing.isShared() || backing.isHugetlb()) {
      checked(
          "fallocate",
          kernel.punchHole(java.util.Objects.requireNonNull(file), page * pageBytes, pageBytes));
    } else {
      checked("madvise", task.madvise(address, pageBytes, Mman.MADV_DONTNEED));
    }
  }

  /** The counts so far. */
  UmapCounts counts() {
    return new UmapCounts(
        accesses,
        missReads,
        missWrites,
        wpEvents,
        copiesPlain,
        copiesWp,
        disarms,
        arms,
        evictions,
        storeWrites,
        lostWrites);
  }

  Task task() {
    return task;
  }

  /** Ends the program. */
  void exit() {
    task.exit();
  }
}
