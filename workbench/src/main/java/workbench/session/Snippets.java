package workbench.session;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/** Splits a cell into the snippets that JShell evaluates one by one. */
final class Snippets {
  /**
   * A part of the cell.
   *
   * @param source complete source
   * @param line the line of the cell that it begins at, from 1
   * @param shown whether its value is shown: it ends the cell, without a semicolon
   */
  record Part(String source, int line, boolean shown) {}

  private Snippets() {}

  static List<Part> split(SourceCodeAnalysis analysis, String cell) {
    List<Part> parts = new ArrayList<>();
    String rest = cell;
    int line = 1;
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
      parts.add(
          new Part(complete(info, taken, whole), line + blank, last && !endsWithSemicolon(taken)));
      line += newlines(taken);
      rest = whole ? "" : remaining;
    }
    return parts;
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
