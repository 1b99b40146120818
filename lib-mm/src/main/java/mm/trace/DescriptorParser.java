package mm.trace;

import java.util.Map;
import mm.abi.Uffd;
import mm.trace.Action.Range;

/** Reads the calls on a userfaultfd descriptor. */
final class DescriptorParser {
  private static final long MAX_COPY_BYTES = 64L << 20;
  private static final Map<String, Long> COPY_OPTIONS =
      Map.of("wp", (long) Uffd.COPY_MODE_WP, "dontwake", (long) Uffd.COPY_MODE_DONTWAKE);
  private static final Map<String, Long> CONTINUE_OPTIONS =
      Map.of("wp", (long) Uffd.CONTINUE_MODE_WP, "dontwake", (long) Uffd.CONTINUE_MODE_DONTWAKE);
  private static final Map<String, Long> ZEROPAGE_OPTIONS =
      Map.of("dontwake", (long) Uffd.ZEROPAGE_MODE_DONTWAKE);
  private static final Map<String, Long> POISON_OPTIONS =
      Map.of("dontwake", (long) Uffd.POISON_MODE_DONTWAKE);
  private static final Map<String, Long> WP_OPTIONS =
      Map.of("dontwake", (long) Uffd.WRITEPROTECT_MODE_DONTWAKE);
  private static final Map<String, Long> MOVE_OPTIONS =
      Map.of(
          "dontwake", (long) Uffd.MOVE_MODE_DONTWAKE,
          "holes", (long) Uffd.MOVE_MODE_ALLOW_SRC_HOLES);

  private DescriptorParser() {}

  static Action parse(Line line) {
    return switch (line.token(0)) {
      case "uffd" -> open(line);
      case "close" -> close(line);
      case "register" -> register(line);
      case "unregister" -> new Action.Unregister(rangeOnly(line));
      case "wake" -> new Action.Wake(rangeOnly(line));
      case "copy" -> copy(line);
      case "zeropage" -> zeropage(line);
      case "continue" -> continueRange(line);
      case "wp" -> writeProtect(line);
      case "poison" -> poison(line);
      case "move" -> move(line);
      case "raw" -> RawParser.parse(line);
      default -> throw line.bad("unknown operation '" + line.token(0) + "'");
    };
  }

  private static Range rangeOnly(Line line) {
    line.expect(3, 3);
    return line.range();
  }

  private static Action open(Line line) {
    line.expect(1, 2);
    if (line.size() == 1) {
      return new Action.OpenDescriptor(0);
    }
    String key = "features=";
    if (!line.token(1).startsWith(key)) {
      throw line.badArgument(line.token(1));
    }
    return new Action.OpenDescriptor(line.bits(1, key.length(), Words.FEATURES));
  }

  private static Action close(Line line) {
    line.expect(1, 1);
    return new Action.CloseDescriptor();
  }

  private static Action register(Line line) {
    line.expect(4, 4);
    return new Action.Register(line.range(), line.bits(3, 0, Words.MODES));
  }

  private static Action copy(Line line) {
    line.expect(4, 6);
    Range range = line.range();
    if (range.length() > MAX_COPY_BYTES) {
      throw line.bad("bad range '" + line.token(2) + "': at most 64 MiB are copied at once");
    }
    return new Action.Copy(range, line.options(4, COPY_OPTIONS), line.number(3));
  }

  private static Action zeropage(Line line) {
    line.expect(3, 4);
    return new Action.Zeropage(line.range(), line.options(3, ZEROPAGE_OPTIONS));
  }

  private static Action poison(Line line) {
    line.expect(3, 4);
    return new Action.Poison(line.range(), line.options(3, POISON_OPTIONS));
  }

  private static Action continueRange(Line line) {
    line.expect(3, 5);
    return new Action.Continue(line.range(), line.options(3, CONTINUE_OPTIONS));
  }

  private static Action writeProtect(Line line) {
    line.expect(4, 5);
    long on =
        switch (line.token(3)) {
          case "on" -> Uffd.WRITEPROTECT_MODE_WP;
          case "off" -> 0;
          default -> throw line.bad("bad argument '" + line.token(3) + "': on or off");
        };
    return new Action.WriteProtect(line.range(), on | line.options(4, WP_OPTIONS));
  }

  private static Action move(Line line) {
    line.expect(5, 7);
    Range range = line.range();
    int source = line.region(3);
    RegionKind kind = line.spec(source).kind();
    if (kind.pageBytes() != range.unit()) {
      throw line.bad("bad argument '" + line.token(3) + "': its pages have another size");
    }
    long first = line.number(4, 0, kind.indexLimit() - range.pages());
    long mode = line.options(5, MOVE_OPTIONS);
    return new Action.Move(range, mode, source, first * range.unit());
  }
}
