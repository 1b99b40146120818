package workbench.session;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/** Splits a cell into the snippets that JShell evaluates one by one. */
final class Snippets {
  /**
   * What is evaluated in one go: a cell, or a part of a file.
   *
   * @param name of the file; empty for a cell
   * @param number of the evaluation, which tells a cell from those before
   */
  record Origin(String name, long number) {
    /** How messages name a line of it. */
    String line(int line) {
      return name.isEmpty() ? "line " + line : name + " line " + line;
    }
  }

  /**
   * A part of the cell.
   *
   * @param source complete source
   * @param line the line of its origin that it begins at, from 1
   * @param shown whether its value is shown: it ends the cell, without a semicolon
   */
  record Part(Origin origin, String source, int line, boolean shown) {}

  private Snippets() {}

  /**
   * The parts of {@code source}.
   *
   * @param firstLine the line of its origin that the source begins at
   */
  static List<Part> split(
      SourceCodeAnalysis analysis, Origin origin, String source, int firstLine) {
    List<Part> parts = new ArrayList<>();
    String rest = source;
    int line = firstLine;
    while (!rest.isBlank()) {
      int blank = leadingBlankLines(rest);
      var info = analysis.analyzeCompletion(rest);
      String remaining = info.remaining();
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      boolean whole =
          info.completeness() == Completeness.UNKNOWN
              || !info.completeness().isComplete()
              || remaining.length() >= rest.length();
      String taken = whole ? rest : rest.substring(0, rest.length() - remaining.length());
      boolean last =
          whole
              || remaining.isBlank()
              || analysis.analyzeCompletion(remaining).completeness() == Completeness.EMPTY;
      boolean shown = last && !endsWithSemicolon(taken);
      parts.add(new Part(origin, complete(info, taken, whole), line + blank, shown));
      line += newlines(taken);
      rest = whole ? "" : remaining;
    }
    return parts;
  }

  /** Whether a new snippet may begin after {@code source}. */
  static boolean ended(SourceCodeAnalysis analysis, String source) {
    String rest = source;
    while (!rest.isBlank()) {
      var info = analysis.analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY
          || info.completeness() == Completeness.UNKNOWN) {
        return true;
      }
      if (!info.completeness().isComplete()) {
        return info.completeness() == Completeness.CONSIDERED_INCOMPLETE;
      }
      rest = info.remaining().length() < rest.length() ? info.remaining() : "";
    }
    return true;
  }

  private static String complete(
      SourceCodeAnalysis.CompletionInfo info, String taken, boolean whole) {
    String source = whole || info.source() == null ? taken : info.source();
    return source.strip();
  }

  private static boolean endsWithSemicolon(String source) {
    return source.strip().endsWith(";");
  }

  private static int newlines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  private static int leadingBlankLines(String text) {
    int lines = 0;
    for (int i = 0; i < text.length() && Character.isWhitespace(text.charAt(i)); i++) {
      lines += text.charAt(i) == '\n' ? 1 : 0;
    }
    return lines;
  }
}
