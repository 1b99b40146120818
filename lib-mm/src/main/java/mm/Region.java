package mm;

import static mm.abi.Uffd.*;

import mm.abi.Access;
import mm.abi.Errno;
import mm.abi.Mman;
import mm.arch.PteView;
import mm.proc.PagemapEntry;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of one task, for notebooks: operations by page number that read as sentences. Each
 * gives the region again; what the kernel refuses is an exception that names the errno.
 */
public final class Region {
  private final Task task;
  private final UserThread thread;
  private final Backing backing;
  private final long address;
  private final long bytes;
  private final @Nullable MemFile file;
  private @Nullable Userfaultfd userfaultfd;

  private Region(Task task, Backing backing, long address, long bytes, @Nullable MemFile file) {
    this.task = task;
    this.thread = task.thread();
    this.backing = backing;
    this.address = address;
    this.bytes = bytes;
    this.file = file;
  }

  /** mmap of fresh memory, readable and writable. */
  static Region map(Task task, Backing backing, long bytes) {
    MemFile file =
        backing.isFile() ? task.kernel().memfd("notebook", bytes, backing.isHugetlb()) : null;
    return map(task, backing, bytes, file);
  }

  private static Region map(Task task, Backing backing, long bytes, @Nullable MemFile file) {
    int prot = Mman.PROT_READ | Mman.PROT_WRITE;
    long address = task.mmap(0, bytes, prot, backing.mapFlags(), file, 0);
    check("mmap", address);
    return new Region(task, backing, address, bytes, file);
  }

  /** Another mapping of the same file. */
  public Region alias() {
    return map(task, backing, bytes, file());
  }

  /** The same mapping as a forked child has it. */
  public Region in(Task child) {
    return new Region(child, backing, address, bytes, file);
  }

  private static long check(String call, long result) {
    if (result < 0) {
      throw new IllegalStateException(call + " failed: " + Errno.name(result));
    }
    return result;
  }

  private MemFile file() {
    if (file == null) {
      throw new IllegalArgumentException("anonymous memory has no file: backing=" + backing);
    }
    return file;
  }

  public Task task() {
    return task;
  }

  public Backing backing() {
    return backing;
  }

  /** Where it begins. */
  public long address() {
    return address;
  }

  /** Its size in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Where page {@code page} begins. */
  public long address(long page) {
    return address + page * backing.pageBytes();
  }

  /** UFFDIO_REGISTER of all of it with REGISTER_MODE_* bits. */
  public Region register(Userfaultfd descriptor, int mode) {
    check("UFFDIO_REGISTER", descriptor.register(address, bytes, mode));
    userfaultfd = descriptor;
    return this;
  }

  private Userfaultfd userfaultfd() {
    if (userfaultfd == null) {
      throw new IllegalStateException("the region is not registered: call register first");
    }
    return userfaultfd;
  }

  /** UFFDIO_WRITEPROTECT of {@code count} pages from {@code page} on. */
  public Region protect(long page, long count) {
    check(
        "UFFDIO_WRITEPROTECT",
        userfaultfd()
            .writeprotect(address(page), count * backing.pageBytes(), WRITEPROTECT_MODE_WP));
    return this;
  }

  /** The same without the mode: un-protects and wakes. */
  public Region unprotect(long page, long count) {
    check(
        "UFFDIO_WRITEPROTECT",
        userfaultfd().writeprotect(address(page), count * backing.pageBytes(), 0));
    return this;
  }

  /** Stores a word at the start of a page; how it ended. */
  public Access write(long page, long value) {
    return thread.store(address(page), value);
  }

  /** Loads the word at the start of a page; how it ended. The word is then {@link #value()}. */
  public Access read(long page) {
    return thread.load(address(page));
  }

  /** What the last read has read. */
  public long value() {
    return thread.value();
  }

  /**
   * madvise with one of MADV_* over {@code count} pages from {@code page} on; 0 or a negative
   * errno.
   */
  public int advise(long page, long count, int advice) {
    return task.madvise(address(page), count * backing.pageBytes(), advice);
  }

  /** MADV_DONTNEED. */
  public Region dontneed(long page, long count) {
    check("MADV_DONTNEED", advise(page, count, Mman.MADV_DONTNEED));
    return this;
  }

  /** MADV_PAGEOUT. */
  public Region pageout(long page, long count) {
    check("MADV_PAGEOUT", advise(page, count, Mman.MADV_PAGEOUT));
    return this;
  }

  /** fallocate(FALLOC_FL_PUNCH_HOLE). */
  public Region punchHole(long page, long count) {
    check(
        "fallocate",
        task.kernel().punchHole(file(), page * backing.pageBytes(), count * backing.pageBytes()));
    return this;
  }

  /** The entry that maps a page, decoded. */
  public PteView pte(long page) {
    return task.view(address(page));
  }

  /** What /proc/pid/pagemap says of a page. */
  public PagemapEntry pagemap(long page) {
    return PagemapEntry.of(task.pagemap(address(page)));
  }

  @Override
  public String toString() {
    return backing
        + " at 0x"
        + Long.toHexString(address)
        + ", "
        + bytes / backing.pageBytes()
        + " pages";
  }
}
