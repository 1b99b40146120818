package mm.trace;

import java.util.Map;
import mm.trace.Action.Range;

/** The tokens of one line, and how to read them as what an operation wants. */
final class Line {
  /** Most tokens a line may have. */
  static final int MAX_TOKENS = 24;

  private final int number;
  private final String[] tokens;
  private final Scope scope;
  private final int first;
  private final int process;

  /** A line that runs in the process of its {@code @Pn}, or in P0. */
  Line(int number, String[] tokens, Scope scope) {
    this.number = number;
    this.tokens = tokens;
    this.scope = scope;
    boolean named = tokens[0].startsWith("@");
    this.first = named ? 1 : 0;
    this.process = named ? processNumber(tokens[0].substring(1)) : 0;
    if (first == tokens.length) {
      throw bad("wrong number of arguments: an operation has to follow '" + tokens[0] + "'");
    }
    if (!scope.isAlive(process)) {
      throw bad("no process 'P" + process + "' at this point");
    }
  }

  int process() {
    return process;
  }

  Scope scope() {
    return scope;
  }

  /** Number of tokens from the operation's name on. */
  int size() {
    return tokens.length - first;
  }

  /** Token {@code i}; 0 is the operation's name. */
  String token(int i) {
    return tokens[first + i];
  }

  String text() {
    return String.join(" ", tokens);
  }

  /** Checks that there are {@code least} to {@code most} tokens, the name included. */
  void expect(int least, int most) {
    if (size() < least || size() > most) {
      String wanted = least == most ? "" + (least - 1) : (least - 1) + " to " + (most - 1);
      throw bad(
          "wrong number of arguments: '%s' takes %s, not %d"
              .formatted(token(0), wanted, size() - 1));
    }
  }

  TraceException bad(String text) {
    return new TraceException(number, text);
  }

  TraceException badArgument(String argument) {
    return bad("bad argument '" + argument + "'");
  }

  /** Token {@code i} as an unsigned 64-bit number. */
  long number(int i) {
    return Numbers.parse(token(i), number);
  }

  /** The text after {@code key} in token {@code i} as an unsigned 64-bit number. */
  long numberAfter(String key, int i) {
    return Numbers.parse(token(i).substring(key.length()), number);
  }

  /** Token {@code i} as a number in {@code [least, most]}. */
  long number(int i, long least, long most) {
    long value = number(i);
    if (value < least || value > most) {
      throw bad("bad number '" + token(i) + "': it has to lie in " + least + ".." + most);
    }
    return value;
  }

  /** Token {@code i} as the number of a region that this process knows. */
  int region(int i) {
    int region = scope.find(token(i), process);
    if (region < 0) {
      throw bad("unknown region '" + token(i) + "' in P" + process);
    }
    return region;
  }

  Trace.Region spec(int region) {
    return scope.region(region);
  }

  /** Tokens 1 and 2 as a region and a range of its pages. */
  Range range() {
    return range(region(1), 2);
  }

  /** Token {@code i} as a range of pages of {@code region}. */
  private Range range(int region, int i) {
    RegionKind kind = spec(region).kind();
    String text = token(i);
    int dots = text.indexOf("..");
    long low;
    long high;
    if (text.equals("*")) {
      low = 0;
      high = spec(region).pages() - 1;
    } else if (dots < 0) {
      low = number(i);
      high = low;
    } else {
      low = Numbers.parse(text.substring(0, dots), number);
      high = Numbers.parse(text.substring(dots + 2), number);
    }
    if (Long.compareUnsigned(low, high) > 0 || Long.compareUnsigned(high, kind.indexLimit()) >= 0) {
      throw bad(
          "bad range '%s': indexes rise and end at %d".formatted(text, kind.indexLimit() - 1));
    }
    long bytes = kind.pageBytes();
    return new Range(region, low * bytes, (high - low + 1) * bytes, bytes);
  }

  /** Tokens from {@code i} on as options out of {@code allowed}: the sum of their bits. */
  long options(int i, Map<String, Long> allowed) {
    long bits = 0;
    for (int k = i; k < size(); k++) {
      bits |= bit(token(k), allowed);
    }
    return bits;
  }

  /** The words of a comma-separated list, from character {@code from} of token {@code i} on. */
  long bits(int i, int from, Map<String, Long> words) {
    String list = token(i).substring(from);
    if (list.isEmpty()) {
      throw badArgument(token(i));
    }
    long bits = 0;
    for (String word : list.split(",")) {
      bits |= word.isEmpty() ? 0 : bit(word, words);
    }
    return bits;
  }

  private long bit(String word, Map<String, Long> words) {
    Long value = words.get(word);
    if (value != null) {
      return value;
    }
    if (words == Words.FEATURES && word.startsWith("bit")) {
      long shift = Numbers.parse(word.substring(3), number);
      if (Long.compareUnsigned(shift, 63) <= 0) {
        return 1L << shift;
      }
    }
    throw badArgument(word);
  }

  /** Text as the name of a process, {@code P0} to {@code P7}: its number. */
  int processNumber(String name) {
    if (name.length() != 2 || name.charAt(0) != 'P') {
      throw badArgument(name);
    }
    int process = name.charAt(1) - '0';
    if (process < 0 || process >= Trace.PROCESSES) {
      throw badArgument(name);
    }
    return process;
  }
}
