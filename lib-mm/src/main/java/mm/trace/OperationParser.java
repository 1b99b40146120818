package mm.trace;

import java.util.Map;
import mm.abi.Mman;
import mm.abi.PageIs;
import mm.trace.Action.Range;

/** Reads the operations that are not calls on a userfaultfd descriptor. */
final class OperationParser {
  private static final int MAX_TOUCHED_PAGES = 4096;
  private static final Map<String, Integer> PROTECTIONS =
      Map.of(
          "none", Mman.PROT_NONE,
          "r", Mman.PROT_READ,
          "rw", Mman.PROT_READ | Mman.PROT_WRITE);

  private OperationParser() {}

  static Action parse(Line line) {
    return switch (line.token(0)) {
      case "map" -> MapParser.parse(line);
      case "unmap" -> new Action.Unmap(rangeOnly(line));
      case "mremap" -> mremap(line);
      case "truncate" -> truncate(line);
      case "punch" -> punch(line);
      case "protect" -> protect(line);
      case "read" -> read(line);
      case "write" -> write(line);
      case "advise" -> advise(line);
      case "policy" -> PolicyParser.parse(line);
      case "fork" -> fork(line);
      case "exit" -> exit(line);
      case "swapon" -> swap(line, new Action.SwapOn());
      case "swapoff" -> swap(line, new Action.SwapOff());
      case "pagemap" -> new Action.Pagemap(rangeOnly(line));
      case "mincore" -> new Action.Mincore(rangeOnly(line));
      case "scan" -> scan(line);
      case "smaps" -> new Action.ShowSmaps(regionOnly(line));
      case "vmas" -> new Action.ShowVmas(regionOnly(line));
      case "hugepages" -> alone(line, new Action.ShowHugePages());
      default -> DescriptorParser.parse(line);
    };
  }

  private static Action alone(Line line, Action action) {
    line.expect(1, 1);
    return action;
  }

  private static int regionOnly(Line line) {
    line.expect(2, 2);
    return line.region(1);
  }

  private static Range rangeOnly(Line line) {
    line.expect(3, 3);
    return line.range();
  }

  private static Action mremap(Line line) {
    line.expect(2, 3);
    int region = line.region(1);
    long limit = line.spec(region).kind().indexLimit();
    return new Action.Mremap(region, line.size() == 3 ? line.number(2, 1, limit) : 0);
  }

  private static Action truncate(Line line) {
    line.expect(3, 3);
    int region = fileRegion(line);
    return new Action.Truncate(region, line.number(2, 0, line.spec(region).kind().indexLimit()));
  }

  private static Action punch(Line line) {
    line.expect(3, 3);
    fileRegion(line);
    return new Action.Punch(line.range());
  }

  private static int fileRegion(Line line) {
    int region = line.region(1);
    if (!line.spec(region).kind().hasFile()) {
      throw line.bad("no file behind '%s': it is anonymous memory".formatted(line.token(1)));
    }
    return region;
  }

  private static Action protect(Line line) {
    line.expect(4, 4);
    Integer prot = PROTECTIONS.get(line.token(3));
    if (prot == null) {
      throw line.bad("bad argument '%s': none, r or rw".formatted(line.token(3)));
    }
    return new Action.Protect(line.range(), prot);
  }

  private static Action read(Line line) {
    line.expect(3, 3);
    return new Action.Read(touchedRange(line));
  }

  private static Action write(Line line) {
    line.expect(4, 4);
    return new Action.Write(touchedRange(line), line.number(3));
  }

  private static Range touchedRange(Line line) {
    Range range = line.range();
    if (range.pages() > MAX_TOUCHED_PAGES) {
      throw line.bad(
          "bad range '%s': a touch takes at most %d pages"
              .formatted(line.token(2), MAX_TOUCHED_PAGES));
    }
    return range;
  }

  private static Action advise(Line line) {
    line.expect(4, 4);
    Integer advice = Words.ADVICE.get(line.token(3));
    if (advice == null) {
      throw line.badArgument(line.token(3));
    }
    Range range = line.range();
    return switch (advice) {
      case Mman.MADV_POPULATE_READ -> new Action.Populate(range, false);
      case Mman.MADV_POPULATE_WRITE -> new Action.Populate(range, true);
      default -> new Action.Advise(range, advice);
    };
  }

  private static Action fork(Line line) {
    line.expect(2, 2);
    int child = line.processNumber(line.token(1));
    if (!line.scope().fork(line.process(), child)) {
      throw line.bad("process exists '" + line.token(1) + "': names are used once");
    }
    return new Action.Fork(child);
  }

  private static Action exit(Line line) {
    line.expect(2, 2);
    int process = line.processNumber(line.token(1));
    if (!line.scope().isAlive(process)) {
      throw line.bad("no process '" + line.token(1) + "' at this point");
    }
    line.scope().exit(process);
    return new Action.Exit(process);
  }

  private static Action swap(Line line, Action action) {
    line.expect(1, 1);
    if (!line.scope().hasSwap()) {
      throw line.bad("no swap: the trace needs 'machine swap=on'");
    }
    return action;
  }

  private static Action scan(Line line) {
    line.expect(3, 10);
    Range range = line.range();
    long all = 0;
    long any = 0;
    long not = 0;
    long ret = KernelFactory.SCAN_CATEGORIES;
    long max = 0;
    long flags = 0;
    for (int i = 3; i < line.size(); i++) {
      String token = line.token(i);
      switch (token.substring(0, token.indexOf('=') + 1)) {
        case "all=" -> all = line.bits(i, 4, Words.CATEGORIES);
        case "any=" -> any = line.bits(i, 4, Words.CATEGORIES);
        case "not=" -> not = line.bits(i, 4, Words.CATEGORIES);
        case "ret=" -> ret = line.bits(i, 4, Words.CATEGORIES);
        case "max=" -> max = scanLimit(line, i);
        default -> flags |= scanFlag(line, token);
      }
    }
    return new Action.Scan(range, all, any, not, ret, max, flags);
  }

  private static long scanLimit(Line line, int i) {
    long max = line.numberAfter("max=", i);
    if (max == 0) {
      throw line.bad("bad number '0' in '" + line.token(i) + "': at least 1");
    }
    return max;
  }

  private static long scanFlag(Line line, String token) {
    return switch (token) {
      case "wp" -> PageIs.SCAN_WP_MATCHING;
      case "check" -> PageIs.SCAN_CHECK_WPASYNC;
      default -> throw line.badArgument(token);
    };
  }
}
