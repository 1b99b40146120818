package mm.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import mm.abi.Thp;

/**
 * Reads a trace. The whole text is checked before there is a {@link Trace}; the first bad line ends
 * the reading with a {@link TraceException}.
 */
public final class TraceParser {
  private static final int MAX_OPERATIONS = 20000;
  private static final int MAX_HUGE_PAGES = 128;

  private final Scope scope = new Scope();
  private final List<Trace.Operation> operations = new ArrayList<>();
  private MachineSettings machine = MachineSettings.DEFAULT;
  private boolean header;
  private int number;

  private TraceParser() {}

  /**
   * Reads {@code text}, the whole of a {@code .mmt} file.
   *
   * @throws TraceException at the first thing that is wrong with it
   */
  public static Trace parse(String text) {
    return new TraceParser().read(text);
  }

  private Trace read(String text) {
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      number++;
      line(tokens(text.substring(start, end)));
      start = end + 1;
    }
    number++;
    if (!header) {
      throw badHeader();
    }
    return new Trace(machine, scope.regions(), scope.files(), operations);
  }

  /** Cuts the comment, and what follows a carriage return, off and splits the rest. */
  private String[] tokens(String line) {
    int end = 0;
    while (end < line.length() && "#\r\0".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    StringTokenizer words = new StringTokenizer(line.substring(0, end), " \t");
    if (words.countTokens() > Line.MAX_TOKENS) {
      throw bad("wrong number of arguments: at most " + Line.MAX_TOKENS + " words a line");
    }
    String[] tokens = new String[words.countTokens()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = words.nextToken();
    }
    return tokens;
  }

  private void line(String[] tokens) {
    if (tokens.length == 0) {
      return;
    }
    if (!header) {
      header(tokens);
    } else if (tokens[0].equals("machine")) {
      machine(tokens);
    } else {
      operation(tokens);
    }
  }

  private void header(String[] tokens) {
    if (tokens.length != 2 || !tokens[0].equals("mmtrace") || !tokens[1].equals("1")) {
      throw badHeader();
    }
    header = true;
  }

  private void machine(String[] tokens) {
    if (!operations.isEmpty()) {
      throw bad("machine after the first operation: move the line up");
    }
    for (int i = 1; i < tokens.length; i++) {
      int equals = tokens[i].indexOf('=');
      if (equals < 0) {
        throw badArgument(tokens[i]);
      }
      machine(tokens[i], tokens[i].substring(0, equals), tokens[i].substring(equals + 1));
    }
    scope.swap(machine.swap());
  }

  private void machine(String token, String key, String value) {
    machine =
        switch (key) {
          case "swap" -> machine.withSwap(onOrOff(token, value));
          case "hugepages" -> machine.withHugePages(hugePages(value));
          case "thp" -> machine.withThp(thp(token, value, "madvise"));
          case "shmem_thp" -> machine.withShmemThp(thp(token, value, "advise"));
          default -> throw badArgument(token);
        };
  }

  private boolean onOrOff(String token, String value) {
    return switch (value) {
      case "on" -> true;
      case "off" -> false;
      default -> throw badArgument(token);
    };
  }

  private int hugePages(String value) {
    long pages = Numbers.parse(value, number);
    if (pages < 0 || pages > MAX_HUGE_PAGES) {
      throw bad("bad number '" + value + "': at most " + MAX_HUGE_PAGES + " huge pages");
    }
    return (int) pages;
  }

  private Thp thp(String token, String value, String advised) {
    if (value.equals(advised)) {
      return Thp.MADVISE;
    }
    return switch (value) {
      case "never" -> Thp.NEVER;
      case "always" -> Thp.ALWAYS;
      default -> throw badArgument(token);
    };
  }

  private void operation(String[] tokens) {
    if (operations.size() == MAX_OPERATIONS) {
      throw bad("too many operations: " + MAX_OPERATIONS + " at most");
    }
    Line line = new Line(number, tokens, scope);
    Action action = OperationParser.parse(line);
    operations.add(new Trace.Operation(number, line.process(), line.text(), action));
  }

  private TraceException badHeader() {
    return bad("bad header: the first line has to be 'mmtrace 1'");
  }

  private TraceException badArgument(String argument) {
    return bad("bad argument '" + argument + "'");
  }

  private TraceException bad(String text) {
    return new TraceException(number, text);
  }
}
