package mm.probe;

import static mm.abi.Mman.*;
import static mm.abi.Uffd.*;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mm.Machine;
import mm.MachineConfig;
import mm.MemFile;
import mm.Task;
import mm.UserThread;
import mm.Userfaultfd;
import mm.abi.Access;
import mm.abi.Errno;
import mm.proc.TaskCounters;
import mm.proc.VmaInfo;
import org.jspecify.annotations.Nullable;

/**
 * One probe: a machine, four pages of one kind of memory, and a script of words such as {@code arm
 * 0; read 0; state 0}. Loads, stores and questions answer; a system call answers only if it fails.
 */
final class Probe {
  private static final int PAGES = 4;
  private static final long ADDRESS = 1L << 40;
  private static final long ALIAS = 2L << 40;
  private static final long ELSEWHERE = 3L << 40;

  private final ProbeMemory memory;
  private final long pageBytes;
  private final long bytes;
  private final Machine machine;
  private final Task task;
  private final UserThread thread;
  private final ProbeMonitor monitor;
  private final Userfaultfd uffd;
  private final @Nullable MemFile file;
  private final List<String> answers = new ArrayList<>();
  private long base = ADDRESS;
  private Task child;
  private TaskCounters before;

  /**
   * @param setup any of {@code swap}, {@code event-fork}, {@code event-remap}, {@code async},
   *     {@code sigbus}
   */
  Probe(ProbeMemory memory, String setup) {
    this.memory = memory;
    pageBytes = memory.backing().pageBytes();
    bytes = PAGES * pageBytes;
    MachineConfig config = Machine.x86_64().ram(16L << 20).hugePages(2 * PAGES);
    machine = (setup.contains("swap") ? config.swap(64L << 20) : config).boot();
    task = machine.spawn("probe");
    child = task;
    before = task.counters();
    file =
        memory.backing().isFile()
            ? machine.memfd("probe", bytes, memory.backing().isHugetlb())
            : null;
    thread = task.thread();
    monitor = new ProbeMonitor(pageBytes);
    Userfaultfd opened = task.userfaultfd(memory.features() | features(setup));
    if (opened == null) {
      throw new AssertionError("userfaultfd: " + Errno.name(task.userfaultfdErrno()));
    }
    uffd = opened;
    uffd.monitor(monitor);
    map(ADDRESS);
  }

  private static long features(String setup) {
    return (setup.contains("event-fork") ? FEATURE_EVENT_FORK : 0)
        | (setup.contains("event-remap") ? FEATURE_EVENT_REMAP : 0)
        | (setup.contains("sigbus") ? FEATURE_SIGBUS : 0)
        | (setup.contains("async") ? FEATURE_WP_ASYNC | FEATURE_WP_UNPOPULATED : 0);
  }

  private void map(long address) {
    int flags =
        MAP_FIXED
            | (memory.backing().isShared() ? MAP_SHARED : MAP_PRIVATE)
            | (file == null ? MAP_ANONYMOUS : 0);
    answer(task.mmap(address, bytes, PROT_READ | PROT_WRITE, flags, file, 0));
  }

  /** Runs the script: the answers, with "; " between. */
  String run(String script) {
    for (String step : script.split(";")) {
      String[] words = step.strip().split(" +");
      if (!call(words) && !access(words) && !ask(words)) {
        throw new IllegalArgumentException("no such step: step=" + step);
      }
    }
    machine.check();
    return String.join("; ", answers);
  }

  /** A system call answers with its errno, or not at all. */
  private void answer(long result) {
    if (result < 0) {
      answers.add(result == Task.HANG ? "never returns" : Errno.name(result));
    }
  }

  private static int number(String[] words, int at) {
    return Integer.parseInt(words[at]);
  }

  private long at(String[] words) {
    return base + number(words, 1) * pageBytes;
  }

  private boolean call(String[] words) {
    switch (words[0]) {
      case "register" -> answer(uffd.register(base, bytes, mode(words[1])));
      case "unregister" -> answer(uffd.unregister(base, bytes));
      case "close" -> uffd.close();
      case "on-miss" -> monitor.setCopyMode(words[1].equals("copywp") ? COPY_MODE_WP : 0);
      case "arm" -> answer(uffd.writeprotect(at(words), pageBytes, WRITEPROTECT_MODE_WP));
      case "disarm" -> answer(uffd.writeprotect(at(words), pageBytes, 0));
      case "wp" ->
          answer(uffd.writeprotect(base + number(words, 1), number(words, 2), number(words, 3)));
      case "copy" -> answer(uffd.copy(at(words), monitor.fill(), pageBytes, 0));
      case "copywp" -> answer(uffd.copy(at(words), monitor.fill(), pageBytes, COPY_MODE_WP));
      case "zeropage" -> answer(uffd.zeropage(at(words), pageBytes, 0));
      case "copied" ->
          answers.add("" + uffd.copy(at(words), monitor.fill(), number(words, 2) * pageBytes, 0));
      case "register-page" -> answer(uffd.register(at(words), pageBytes, mode(words[2])));
      case "arm-all" -> answer(uffd.writeprotect(base, bytes, WRITEPROTECT_MODE_WP));
      case "move" -> move();
      default -> {
        return memoryCall(words);
      }
    }
    return true;
  }

  private boolean memoryCall(String[] words) {
    switch (words[0]) {
      case "dontneed" -> answer(task.madvise(at(words), pageBytes, MADV_DONTNEED));
      case "free" -> answer(task.madvise(at(words), pageBytes, MADV_FREE));
      case "pageout" -> answer(task.madvise(at(words), pageBytes, MADV_PAGEOUT));
      case "punch" -> punch(words);
      case "truncate" -> {
        truncate(0);
        truncate(PAGES);
      }
      case "ftruncate" -> truncate(number(words, 1));
      case "unmap" -> answer(task.munmap(at(words), pageBytes));
      case "no-access" -> answer(task.mprotect(base, bytes, PROT_NONE));
      case "swapoff" -> answer(machine.swapoff());
      case "readonly" -> answer(task.mprotect(base, bytes, PROT_READ));
      case "writable" -> answer(task.mprotect(base, bytes, PROT_READ | PROT_WRITE));
      case "alias" -> map(ALIAS);
      case "fork" -> child = task.fork("child");
      case "reset" -> before = task.counters();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int mode(String letters) {
    return (letters.contains("m") ? REGISTER_MODE_MISSING : 0)
        | (letters.contains("w") ? REGISTER_MODE_WP : 0)
        | (letters.contains("i") ? REGISTER_MODE_MINOR : 0);
  }

  /** Anonymous memory has no file to punch: there it is dropped. */
  private void punch(String[] words) {
    answer(
        file == null
            ? task.madvise(at(words), pageBytes, MADV_DONTNEED)
            : machine.punchHole(file, number(words, 1) * pageBytes, pageBytes));
  }

  private void truncate(int pages) {
    answer(machine.ftruncate(java.util.Objects.requireNonNull(file), pages * pageBytes));
  }

  private void move() {
    answer(task.mremap(base, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, ELSEWHERE));
    base = ELSEWHERE;
  }

  private boolean access(String[] words) {
    switch (words[0]) {
      case "read" -> answers.add(events(thread.load(at(words))) + " " + value());
      case "write" -> answers.add(events(thread.store(at(words), number(words, 2))));
      case "write-alias" ->
          answers.add(events(thread.store(ALIAS + number(words, 1) * pageBytes, 9)));
      case "fetch" ->
          answers.add(events(thread.load(at(words), MemorySegment.ofArray(new long[512]))));
      case "populate" -> {
        answers.add(events(thread.populate(at(words), pageBytes, true)));
        answer(thread.populateResult());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private String events(Access access) {
    String events = monitor.drain();
    return access == Access.OK ? events : events + " " + access;
  }

  private String value() {
    return Long.toHexString(thread.value() & 0xff);
  }

  private boolean ask(String[] words) {
    switch (words[0]) {
      case "state" -> answers.add(state(task.pagemap(at(words))));
      case "word" -> answers.add(word(task.pagemap(at(words))));
      case "mapped" -> answers.add("" + mapped());
      case "mincore" -> answers.add(mincore(at(words)));
      case "modes" -> answers.add(modes(task.vmas(base, base + bytes).getFirst()));
      case "armed" -> answers.add(armed(task, at(words)));
      case "child-armed" -> answers.add(armed(child, at(words)));
      case "child-state" -> answers.add(state(child.pagemap(at(words))));
      case "child-descriptor" -> answers.add(monitor.hasChild() ? "yes" : "no");
      case "faults" -> {
        TaskCounters now = task.counters();
        answers.add(
            "min+%d maj+%d"
                .formatted(now.minflt() - before.minflt(), now.majflt() - before.majflt()));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The top byte of a present word, which holds its flags; all of any other. */
  private static String word(long word) {
    return word < 0 ? Long.toHexString(word >>> 56) : Long.toHexString(word);
  }

  private long mapped() {
    return IntStream.range(0, PAGES).filter(i -> task.pagemap(base + i * pageBytes) < 0).count();
  }

  private String mincore(long address) {
    byte[] vec = new byte[1];
    answer(task.mincore(address, 4096, vec));
    return "" + vec[0];
  }

  /** As VmFlags of /proc/pid/smaps names them. */
  private static String modes(VmaInfo vma) {
    return ((vma.missing() ? "um " : "") + (vma.wp() ? "uw " : "") + (vma.minor() ? "ui" : ""))
        .strip();
  }

  private static String armed(Task task, long address) {
    return (task.pagemap(address) >>> 57 & 1) != 0 ? "W" : "-";
  }

  /** Present, swap, uffd-wp, file, mapped once. */
  private static String state(long word) {
    StringBuilder text = new StringBuilder("[");
    int[] bits = {63, 62, 57, 61, 56};
    for (int i = 0; i < bits.length; i++) {
      text.append((word >>> bits[i] & 1) != 0 ? "PSWfx".charAt(i) : '-');
    }
    return text.append(']').toString();
  }
}
