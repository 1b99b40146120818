package mm.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import mm.Kernel;
import mm.MemFile;
import mm.Task;
import mm.Userfaultfd;
import mm.abi.Errno;
import mm.abi.Mman;
import mm.trace.Action.DescriptorAction;
import mm.trace.Action.Range;
import mm.trace.Action.TouchAction;
import org.jspecify.annotations.Nullable;

/** Carries out one trace on a kernel of its own and writes the log, one line per operation. */
public final class Replayer {
  /** MADV_PAGEOUT is repeated until it changes nothing any more, this often at most. */
  private static final int PAGEOUT_ROUNDS = 5;

  private final Trace trace;
  private final Kernel kernel;
  private final Places places;
  private final Processes processes = new Processes();
  private final StringBuilder events = new StringBuilder();
  private final PolicyMonitor monitor;
  private final Looks looks;
  private final @Nullable MemFile[] files;

  private Replayer(Trace trace, KernelFactory kernels) {
    this.trace = trace;
    this.kernel = kernels.boot(trace.machine());
    this.places = new Places(trace.regions());
    this.monitor = new PolicyMonitor(places, processes, events);
    this.looks = new Looks(kernels, trace.machine().swap());
    this.files = new MemFile[trace.files()];
    processes.add(new TracedProcess(kernel.spawn("P0"), trace.regions().size()));
  }

  /**
   * Replays {@code trace} on a kernel that {@code kernels} boots for it.
   *
   * @return whether it came to its end; false if an operation never came back, in which case its
   *     line ends in {@code hang} and nothing follows
   * @throws UncheckedIOException if {@code log} does
   */
  public static boolean replay(Trace trace, KernelFactory kernels, Appendable log) {
    return new Replayer(trace, kernels).run(log);
  }

  private boolean run(Appendable log) {
    for (Trace.Operation operation : trace.operations()) {
      events.setLength(0);
      String result = perform(operation);
      boolean hung = result.equals(Results.HANG) || processes.hasHung();
      if (!hung) {
        processes.settle(events);
        hung = processes.hasHung();
      }
      write(log, operation, result);
      if (hung) {
        return false;
      }
    }
    return true;
  }

  private void write(Appendable log, Trace.Operation operation, String result) {
    try {
      log.append(Integer.toString(operation.line())).append(": ").append(operation.text());
      log.append(" -> ").append(result).append(events).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the log: " + e.getMessage(), e);
    }
  }

  private String perform(Trace.Operation operation) {
    TracedProcess process = processes.get(operation.process());
    return switch (operation.action()) {
      case TouchAction touch -> touch(process, touch);
      case DescriptorAction call -> call(process, call);
      case Action.MapRegion map -> map(process, map);
      case Action.Unmap unmap -> unmap(process, unmap.range());
      case Action.Mremap mremap -> mremap(process, mremap);
      case Action.Truncate truncate -> truncate(truncate);
      case Action.Punch punch -> punch(punch.range());
      case Action.Protect protect -> protect(process, protect);
      case Action.Advise advise -> advise(process, advise);
      case Action.OpenDescriptor open -> open(process, open.features());
      case Action.SetPolicy policy -> setPolicy(policy.change());
      case Action.Fork fork -> fork(process, fork.child());
      case Action.Exit exit -> exit(exit.process());
      case Action.SwapOn _ -> Results.status(kernel.swapon());
      case Action.SwapOff _ -> Results.status(kernel.swapoff());
      case Action.Pagemap pagemap -> looks.pagemap(process, pagemap.range());
      case Action.Mincore mincore -> looks.mincore(process, mincore.range());
      case Action.Scan scan -> looks.scan(process, scan);
      case Action.ShowSmaps smaps -> Looks.smaps(process, smaps.region());
      case Action.ShowVmas vmas -> vmas(process, vmas.region());
      case Action.ShowHugePages _ -> Looks.hugePages(kernel.hugetlbPool());
    };
  }

  private String touch(TracedProcess process, TouchAction touch) {
    Range range =
        switch (touch) {
          case Action.Read read -> read.range();
          case Action.Write write -> write.range();
          case Action.Populate populate -> populate.range();
        };
    Toucher toucher = process.toucher();
    if (toucher.isOccupied()) {
      return "busy";
    }
    toucher.start(touch, process.address(range));
    return toucher.takeResults();
  }

  private String call(TracedProcess process, DescriptorAction call) {
    Userfaultfd uffd = process.descriptor();
    if (uffd == null) {
      return Errno.name(Errno.EBADF);
    }
    return switch (call) {
      case Action.CloseDescriptor _ -> close(process, uffd);
      case Action.Register(Range range, long mode) ->
          UffdCalls.register(uffd, process.address(range), range, mode);
      case Action.Unregister(Range range) ->
          Results.status(uffd.unregister(process.address(range), range.length()));
      case Action.Wake(Range range) ->
          Results.status(uffd.wake(process.address(range), range.length()));
      case Action.Copy(Range range, long mode, long value) ->
          UffdCalls.copy(uffd, process.address(range), range, mode, value);
      case Action.Zeropage(Range range, long mode) ->
          UffdCalls.zeropage(uffd, process.address(range), range, mode);
      case Action.Continue(Range range, long mode) ->
          UffdCalls.continueRange(uffd, process.address(range), range, mode);
      case Action.WriteProtect(Range range, long mode) ->
          UffdCalls.writeProtect(uffd, process.address(range), range, mode);
      case Action.Poison(Range range, long mode) ->
          UffdCalls.poison(uffd, process.address(range), range, mode);
      case Action.Move(Range range, long mode, int source, long offset) ->
          UffdCalls.move(uffd, process.address(range), process.base(source) + offset, range, mode);
    };
  }

  private static String close(TracedProcess process, Userfaultfd uffd) {
    process.descriptor(null);
    uffd.close();
    return Results.OK;
  }

  private String map(TracedProcess process, Action.MapRegion map) {
    Trace.Region region = trace.regions().get(map.region());
    MemFile file = map.newFile() ? newFile(region) : fileOf(region);
    long base = places.next(map.region());
    process.place(map.region(), base, region.pages());
    int flags =
        Mman.MAP_FIXED
            | (region.kind().isShared() ? Mman.MAP_SHARED : Mman.MAP_PRIVATE)
            | (file == null ? Mman.MAP_ANONYMOUS : 0);
    int prot = Mman.PROT_READ | Mman.PROT_WRITE;
    long offset = region.filePage() * region.kind().pageBytes();
    long result = process.task().mmap(base, region.bytes(), prot, flags, file, offset);
    if (result >= 0 && map.thp()) {
      result = process.task().madvise(base, region.bytes(), Mman.MADV_HUGEPAGE);
    }
    return Results.status(result);
  }

  private MemFile newFile(Trace.Region region) {
    MemFile file = kernel.memfd(region.name(), region.bytes(), region.kind().isHugetlb());
    files[region.file()] = file;
    return file;
  }

  private @Nullable MemFile fileOf(Trace.Region region) {
    return region.file() == Trace.Region.NO_FILE ? null : files[region.file()];
  }

  private MemFile namedFile(Trace.Region region) {
    MemFile file = fileOf(region);
    if (file == null) {
      throw new IllegalArgumentException("no file: region=" + region.name());
    }
    return file;
  }

  private static String unmap(TracedProcess process, Range range) {
    return Results.status(process.task().munmap(process.address(range), range.length()));
  }

  private String mremap(TracedProcess process, Action.Mremap mremap) {
    int region = mremap.region();
    long unit = trace.regions().get(region).kind().pageBytes();
    long oldPages = process.pages(region);
    long newPages = mremap.pages() == 0 ? oldPages : mremap.pages();
    long newBase = places.next(region);
    int flags = Mman.MREMAP_MAYMOVE | Mman.MREMAP_FIXED;
    long result =
        process
            .task()
            .mremap(process.base(region), oldPages * unit, newPages * unit, flags, newBase);
    if (result >= 0) {
      process.place(region, newBase, newPages);
    }
    return Results.status(result);
  }

  private String truncate(Action.Truncate truncate) {
    Trace.Region region = trace.regions().get(truncate.region());
    long bytes = truncate.pages() * region.kind().pageBytes();
    return Results.status(kernel.ftruncate(namedFile(region), bytes));
  }

  private String punch(Range range) {
    Trace.Region region = trace.regions().get(range.region());
    long offset = region.filePage() * region.kind().pageBytes() + range.offset();
    return Results.status(kernel.punchHole(namedFile(region), offset, range.length()));
  }

  private static String protect(TracedProcess process, Action.Protect protect) {
    Range range = protect.range();
    Task task = process.task();
    return Results.status(task.mprotect(process.address(range), range.length(), protect.prot()));
  }

  private static String advise(TracedProcess process, Action.Advise advise) {
    Range range = advise.range();
    long address = process.address(range);
    if (advise.advice() == Mman.MADV_PAGEOUT) {
      return Results.status(pageout(process.task(), address, range.length()));
    }
    return Results.status(process.task().madvise(address, range.length(), advise.advice()));
  }

  /** Repeats MADV_PAGEOUT while pages are present and the page table still changes. */
  private static int pageout(Task task, long address, long length) {
    long[] before = new long[0];
    int result = 0;
    for (int round = 0; round < PAGEOUT_ROUNDS; round++) {
      result = task.madvise(address, length, Mman.MADV_PAGEOUT);
      long[] after = presence(task, address, length);
      if (result < 0
          || Arrays.stream(after).noneMatch(PagemapToken::isPresent)
          || (round > 1 && Arrays.equals(before, after))) {
        break;
      }
      before = after;
    }
    return result;
  }

  private static long[] presence(Task task, long address, long length) {
    long[] words = new long[(int) (length / RegionKind.ANON.pageBytes())];
    for (int i = 0; i < words.length; i++) {
      words[i] = PagemapToken.presence(task.pagemap(address + i * RegionKind.ANON.pageBytes()));
    }
    return words;
  }

  private String open(TracedProcess process, long features) {
    if (process.descriptor() != null) {
      return Errno.name(Errno.EBUSY);
    }
    Userfaultfd uffd = process.task().userfaultfd(features);
    if (uffd == null) {
      return Results.status(process.task().userfaultfdErrno());
    }
    uffd.monitor(monitor);
    process.descriptor(uffd);
    return Results.OK;
  }

  private String setPolicy(Policy.Change change) {
    monitor.change(change);
    return Results.OK;
  }

  private String fork(TracedProcess parent, int number) {
    processes.beginFork(number);
    Task task = parent.task().fork("P" + number);
    TracedProcess child = parent.child(number, task);
    child.descriptor(monitor.takeForkedDescriptor());
    processes.add(child);
    return Results.OK;
  }

  private String exit(int number) {
    TracedProcess process = processes.get(number);
    processes.remove(number);
    process.task().exit();
    return Results.OK;
  }

  private String vmas(TracedProcess process, int region) {
    List<Trace.Region> regions = trace.regions();
    return Looks.vmas(process, region, regions.get(region).kind().pageBytes());
  }
}
