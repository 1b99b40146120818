package mm.trace;

import java.util.List;
import java.util.Locale;
import mm.trace.Agreement.Comparison;
import mm.trace.Agreement.Difference;
import mm.trace.Agreement.Group;
import org.jspecify.annotations.Nullable;

/** An {@link Agreement} as a table for people and as JSON for machines. */
final class AgreementText {
  private AgreementText() {}

  /** A row for each group, the sum, and the first difference of each group that has one. */
  static String table(Agreement agreement) {
    List<Group> groups = agreement.groups();
    int width = 5;
    for (Group group : groups) {
      width = Math.max(width, group.name().length());
    }
    String row = "%-" + width + "s %7s %7s%n";
    StringBuilder text = new StringBuilder(format(row, "group", "agree", "differ"));
    for (Group group : groups) {
      text.append(format(row, group.name(), group.agree(), group.differ()));
    }
    int differ = agreement.differences().size();
    text.append(format(row, "all", agreement.comparisons().size() - differ, differ));
    text.append(format("lines: %d of %d agree%n", equalLines(agreement), lines(agreement)));
    for (Group group : groups) {
      addFirst(text, group.first());
    }
    return text.toString();
  }

  private static void addFirst(StringBuilder text, @Nullable Comparison comparison) {
    Difference difference = comparison == null ? null : comparison.difference();
    if (comparison != null && difference != null) {
      text.append(format("%n%s, log line %d%n", comparison.trace(), difference.line()));
      text.append("  recorded: ").append(difference.recorded()).append('\n');
      text.append("  replayed: ").append(difference.replayed()).append('\n');
    }
  }

  /** One object: totals, groups, and every difference. */
  static String json(Agreement agreement) {
    int differ = agreement.differences().size();
    int all = agreement.comparisons().size();
    String groups = join(agreement.groups().stream().map(AgreementText::json).toList());
    String differences = join(agreement.differences().stream().map(AgreementText::json).toList());
    return """
    {"agree": %d, "differ": %d, "lines": %d, "equalLines": %d,
     "groups": [%s],
     "differences": [%s]}
    """
        .formatted(
            all - differ, differ, lines(agreement), equalLines(agreement), groups, differences);
  }

  private static String json(Group group) {
    return "{\"group\": %s, \"agree\": %d, \"differ\": %d}"
        .formatted(quote(group.name()), group.agree(), group.differ());
  }

  private static String json(Comparison comparison) {
    Difference difference = comparison.difference();
    if (difference == null) {
      throw new IllegalArgumentException("it agrees: trace=" + comparison.trace());
    }
    return "{\"trace\": %s, \"group\": %s, \"line\": %d, \"recorded\": %s, \"replayed\": %s}"
        .formatted(
            quote(comparison.trace().toString()),
            quote(comparison.group()),
            difference.line(),
            quote(difference.recorded()),
            quote(difference.replayed()));
  }

  private static String join(List<String> objects) {
    return objects.isEmpty() ? "" : "\n  " + String.join(",\n  ", objects);
  }

  private static int lines(Agreement agreement) {
    return agreement.comparisons().stream().mapToInt(Comparison::lines).sum();
  }

  private static int equalLines(Agreement agreement) {
    return agreement.comparisons().stream().mapToInt(Comparison::equalLines).sum();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
  }

  /** A JSON string (RFC 8259, section 7). */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
