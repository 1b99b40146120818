package mm.scenario;

import static mm.abi.Mman.MADV_COLLAPSE;
import static mm.abi.Mman.MADV_DONTNEED;
import static mm.abi.Mman.MADV_PAGEOUT;

import java.util.ArrayList;
import java.util.List;
import mm.MemFile;
import mm.Task;
import mm.UserThread;
import mm.Userfaultfd;
import mm.abi.Access;
import mm.abi.Errno;
import mm.abi.Uffd;
import mm.arch.PageSize;
import org.jspecify.annotations.Nullable;

/**
 * A mapped file in a script. Pages are counted from 0 in the file's page size. Every method is one
 * step: it does one thing and notes the answer on the stage.
 */
public final class Area {
  private static final long PRESENT = 1L << 63;
  private static final long SWAP = 1L << 62;
  private static final long UFFD_WP = 1L << 57;

  private final Stage stage;
  private final String label;
  private final Task task;
  private final MemFile file;
  private final long address;
  private final long pageBytes;
  private final UserThread thread;
  private final EventLog log;
  private long nextValue = 1;
  private @Nullable Userfaultfd uffd;

  Area(Stage stage, String label, Task task, MemFile file, long address) {
    this(stage, label, task, file, address, new EventLog(pageSize(file).bytes()));
  }

  private Area(Stage stage, String label, Task task, MemFile file, long address, EventLog log) {
    this.stage = stage;
    this.label = label;
    this.task = task;
    this.file = file;
    this.address = address;
    this.log = log;
    this.pageBytes = pageSize(file).bytes();
    this.thread = task.thread();
  }

  private static PageSize pageSize(MemFile file) {
    return file.isHugetlb() ? PageSize.MIB_2 : PageSize.KIB_4;
  }

  MemFile file() {
    return file;
  }

  private long at(int page) {
    return address + page * pageBytes;
  }

  /** Opens a descriptor and registers all of it, with {@link Uffd}'s modes. */
  public Area register(int mode) {
    return register(mode, 0);
  }

  /** The same with features asked for in the handshake. */
  public Area register(int mode, long features) {
    Userfaultfd opened = task.userfaultfd(features);
    if (opened == null) {
      return note("userfaultfd", error(task.userfaultfdErrno()));
    }
    opened.monitor(log);
    uffd = opened;
    long result = opened.register(address, file.sizeBytes(), mode);
    return note("register " + modes(mode), result < 0 ? error(result) : "done");
  }

  private static String modes(int mode) {
    List<String> names = new ArrayList<>();
    for (int bit : new int[] {1, 2, 4}) {
      if ((mode & bit) != 0) {
        names.add(bit == 1 ? "MISSING" : bit == 2 ? "WP" : "MINOR");
      }
    }
    return String.join("+", names);
  }

  /** Stores into the first word of {@code page}, a new value each time. */
  public Area write(int page) {
    Access access = thread.store(at(page), nextValue++);
    return note("write page " + page, access(access, "written"));
  }

  /** Loads the first word of {@code page}. */
  public Area read(int page) {
    Access access = thread.load(at(page));
    return note("read page " + page, access(access, "read " + thread.value()));
  }

  private String access(Access access, String done) {
    List<String> answer = new ArrayList<>(log.drain());
    answer.add(
        switch (access) {
          case OK -> done;
          case BLOCKED -> "asleep";
          case HANG -> "endless refault";
          case SIGBUS_ADRERR, SIGBUS_MCEERR -> "SIGBUS";
          case SIGSEGV_MAPERR, SIGSEGV_ACCERR -> "SIGSEGV";
          case OOM_KILLED -> "killed";
        });
    return String.join(", ", answer);
  }

  /** UFFDIO_WRITEPROTECT of {@code count} pages from {@code first} on. */
  public Area protect(int first, int count) {
    return protectBytes(first, count * pageBytes, "protect " + pages(first, count));
  }

  /** UFFDIO_WRITEPROTECT of 4 KiB at the start of {@code page}, whatever its size. */
  public Area protectBasePage(int page) {
    return protectBytes(page, PageSize.KIB_4.bytes(), "protect 4 KiB of page " + page);
  }

  private Area protectBytes(int first, long bytes, String action) {
    return result(action, descriptor().writeprotect(at(first), bytes, Uffd.WRITEPROTECT_MODE_WP));
  }

  /** UFFDIO_COPY of one page with {@link Uffd}'s modes; its first word is 7. */
  public Area copy(int page, int mode) {
    long copied = descriptor().copyWords(at(page), 7, pageBytes, mode);
    String action = "copy into page " + page;
    return result((mode & Uffd.COPY_MODE_WP) != 0 ? action + " protected" : action, copied);
  }

  /** MADV_DONTNEED. */
  public Area dontneed(int first, int count) {
    return madvise("MADV_DONTNEED", MADV_DONTNEED, first, count);
  }

  /** MADV_PAGEOUT. */
  public Area pageout(int first, int count) {
    return madvise("MADV_PAGEOUT", MADV_PAGEOUT, first, count);
  }

  /** MADV_COLLAPSE. */
  public Area collapse(int first, int count) {
    return madvise("MADV_COLLAPSE", MADV_COLLAPSE, first, count);
  }

  private Area madvise(String name, int advice, int first, int count) {
    return result(
        name + " " + pages(first, count), task.madvise(at(first), count * pageBytes, advice));
  }

  /** pwrite into the file of this area: the page is in the cache then, and mapped nowhere new. */
  public Area writeFile(int page, long value) {
    return result("pwrite page " + page, stage.kernel().pwrite(file, page * pageBytes, value));
  }

  /** pread out of the file of this area. */
  public Area readFile(int page) {
    return note("pread page " + page, "read " + stage.kernel().pread(file, page * pageBytes));
  }

  /** What /proc/pid/pagemap says of {@code page}. */
  public Area pagemap(int page) {
    long word = task.pagemap(at(page));
    String form = (word & PRESENT) != 0 ? "present" : (word & SWAP) != 0 ? "swap form" : "none";
    return note("pagemap of page " + page, (word & UFFD_WP) != 0 ? form + ", uffd-wp" : form);
  }

  /** fork: this area in the child, told of writes if EVENT_FORK was asked for. */
  public Area fork() {
    Task child = task.fork("child");
    Area forked = new Area(stage, "child's ", child, file, address, log);
    forked.uffd = log.forked();
    forked.nextValue = 100;
    note("fork", forked.uffd == null ? "without descriptor" : "EVENT_FORK");
    return forked;
  }

  private Userfaultfd descriptor() {
    if (uffd == null) {
      throw new IllegalStateException("register before: area=" + label + file);
    }
    return uffd;
  }

  private static String pages(int first, int count) {
    return count == 1 ? "page " + first : "pages " + first + " to " + (first + count - 1);
  }

  private Area result(String action, long result) {
    return note(action, result < 0 ? error(result) : "done");
  }

  private static String error(long errno) {
    return errno == Task.HANG ? "never returns" : Errno.name(errno);
  }

  private Area note(String action, String answer) {
    stage.note(label + action, answer);
    return this;
  }
}
