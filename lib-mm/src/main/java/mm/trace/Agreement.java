package mm.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How well replayed logs agree with recorded ones, the {@code .log} beside each {@code .mmt}.
 *
 * @param comparisons one for each trace, in the order given
 */
public record Agreement(List<Comparison> comparisons) {
  private static final String RANDOM = "random";

  /** Copies the list. */
  public Agreement {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * One trace.
   *
   * @param trace its file
   * @param group what it belongs to: the prefix of its name up to the first {@code -}, or, for a
   *     generated trace, {@code random} and the generator's profile
   * @param lines lines of the recorded log
   * @param equalLines how many of them the replayed log has at the same place
   * @param difference the first difference, or null if the logs agree
   */
  public record Comparison(
      Path trace, String group, int lines, int equalLines, @Nullable Difference difference) {
    /** Whether the logs agree. */
    public boolean agrees() {
      return difference == null;
    }
  }

  /**
   * Two lines that should be equal.
   *
   * @param line number of the line in the log, from 1
   * @param recorded what the real kernel gave, or {@code (end)}
   * @param replayed what the model gave, or {@code (end)}
   */
  public record Difference(int line, String recorded, String replayed) {}

  /** The traces of a group: how many agree, how many differ, the first that differs. */
  public record Group(String name, int agree, int differ, @Nullable Comparison first) {}

  /** Replays the traces, on all cores, and compares each with the log beside it. */
  public static Agreement of(List<Path> traces, KernelFactory kernels) {
    return new Agreement(traces.parallelStream().map(trace -> compare(trace, kernels)).toList());
  }

  /** Replays one trace and compares it with the log beside it. */
  public static Comparison compare(Path trace, KernelFactory kernels) {
    List<String> recorded = ReplayedLog.read(recordingOf(trace)).lines().toList();
    List<String> replayed = ReplayedLog.of(trace, kernels).text().lines().toList();
    Difference difference = null;
    int equal = 0;
    for (int i = 0; i < Math.max(recorded.size(), replayed.size()); i++) {
      String left = i < recorded.size() ? recorded.get(i) : "(end)";
      String right = i < replayed.size() ? replayed.get(i) : "(end)";
      if (comparable(left).equals(comparable(right))) {
        equal++;
      } else if (difference == null) {
        difference = new Difference(i + 1, left, right);
      }
    }
    return new Comparison(trace, groupOf(trace), recorded.size(), equal, difference);
  }

  /** The log beside a trace. */
  public static Path recordingOf(Path trace) {
    Path log = trace.resolveSibling(nameOf(trace) + ".log");
    if (!Files.isRegularFile(log)) {
      throw new IllegalArgumentException(
          "no recording beside '%s' to compare with: expected '%s'".formatted(trace, log));
    }
    return log;
  }

  /** The groups in alphabetical order. */
  public List<Group> groups() {
    Map<String, List<Comparison>> byGroup =
        comparisons.stream()
            .collect(Collectors.groupingBy(Comparison::group, TreeMap::new, Collectors.toList()));
    return byGroup.entrySet().stream()
        .map(entry -> group(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The comparisons that differ. */
  public List<Comparison> differences() {
    return comparisons.stream().filter(comparison -> !comparison.agrees()).toList();
  }

  private static Group group(String name, List<Comparison> members) {
    List<Comparison> differing = members.stream().filter(member -> !member.agrees()).toList();
    int differ = differing.size();
    Comparison first = differing.isEmpty() ? null : differing.getFirst();
    return new Group(name, members.size() - differ, differ, first);
  }

  /** The words after {@code error: line N:} are free. */
  private static String comparable(String line) {
    String error = "error: line ";
    if (!line.startsWith(error)) {
      return line;
    }
    int colon = line.indexOf(':', error.length());
    return colon < 0 ? line : line.substring(0, colon);
  }

  private static String groupOf(Path trace) {
    String name = nameOf(trace);
    Path folder = trace.toAbsolutePath().normalize().getParent();
    if (folder != null && folder.endsWith(RANDOM)) {
      int dash = name.lastIndexOf('-');
      return RANDOM + " " + (dash < 0 ? name : name.substring(0, dash));
    }
    int dash = name.indexOf('-');
    return dash < 0 ? name : name.substring(0, dash);
  }

  private static String nameOf(Path trace) {
    String name = String.valueOf(trace.getFileName());
    return name.endsWith(".mmt") ? name.substring(0, name.length() - ".mmt".length()) : name;
  }
}
