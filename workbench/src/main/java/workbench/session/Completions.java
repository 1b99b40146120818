package workbench.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import workbench.magic.Chunks;

/**
 * What an editor asks about a cell that is being written: how it may go on, what a name means, and
 * whether it is complete. Positions count UTF-16 units, as Java's strings do.
 */
public final class Completions {
  private static final Pattern MAGIC_NAME = Pattern.compile("%%?(\\w*)");

  private final SourceCodeAnalysis analysis;
  private final List<String> magics;

  /**
   * @param magics the names that may stand behind a percent sign
   */
  Completions(SourceCodeAnalysis analysis, List<String> magics) {
    this.analysis = analysis;
    this.magics = magics;
  }

  /**
   * What may stand in the place of {@code cell.substring(start, end)}.
   *
   * @param texts best first: those of the type that is wanted there, then the others by name
   * @param end the cursor
   */
  public record Matches(List<String> texts, int start, int end) {}

  /**
   * What a name is declared as.
   *
   * @param javadoc its text as it stands in the source, empty if the source is not there
   */
  public record Documentation(String signature, String javadoc) {}

  /** The three answers of {@link #isComplete}. */
  public enum Status {
    COMPLETE,
    INCOMPLETE,
    INVALID
  }

  /**
   * Whether a cell can run.
   *
   * @param indent what the next line should begin with, if it is incomplete
   */
  public record Completeness(Status status, String indent) {}

  /** How the cell may go on at {@code cursor}, from 0 to its length. */
  public Matches complete(String cell, int cursor) {
    String line = cell.substring(cell.lastIndexOf('\n', cursor - 1) + 1, cursor);
    Matcher magic = MAGIC_NAME.matcher(line);
    if (magic.matches()) {
      String begun = magic.group(1);
      List<String> names = magics.stream().filter(name -> name.startsWith(begun)).toList();
      return new Matches(names, cursor - begun.length(), cursor);
    }
    return completeJava(withoutMagics(cell.substring(0, cursor)), cursor);
  }

  private Matches completeJava(String before, int cursor) {
    int begin = startOfLast(before);
    Matches alone = suggest(before.substring(begin), begin, cursor);
    CellScope scope = new CellScope(analysis, snippets(before.substring(0, begin)));
    if (scope.isEmpty()) {
      return alone;
    }
    String head = scope.head();
    Matches scoped = suggest(head + before.substring(begin), begin - head.length(), cursor);
    Set<String> texts = new LinkedHashSet<>(alone.texts());
    scoped.texts().stream()
        .filter(text -> alone.texts().isEmpty() || scope.declares(text))
        .forEach(texts::add);
    int start = alone.texts().isEmpty() ? scoped.start() : alone.start();
    return new Matches(List.copyOf(texts), start, cursor);
  }

  private Matches suggest(String source, int offset, int cursor) {
    int[] anchor = {0};
    Set<String> wanted = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    for (Suggestion suggestion : analysis.completionSuggestions(source, source.length(), anchor)) {
      (suggestion.matchesType() ? wanted : others).add(suggestion.continuation());
    }
    List<String> texts = new ArrayList<>(wanted);
    others.stream().filter(text -> !wanted.contains(text)).sorted().forEach(texts::add);
    return new Matches(texts, texts.isEmpty() ? cursor : Math.max(0, anchor[0] + offset), cursor);
  }

  /** What the name at {@code cursor} is: one entry for each overload; empty if nothing is known. */
  public List<Documentation> document(String cell, int cursor) {
    int end = cursor;
    while (end < cell.length() && Character.isJavaIdentifierPart(cell.charAt(end))) {
      end++;
    }
    String before = withoutMagics(cell.substring(0, end));
    String source = before.substring(startOfLast(before));
    List<Documentation> found = lookUp(source);
    // JShell explains methods inside their parentheses only.
    return found.isEmpty() ? lookUp(source + "(") : found;
  }

  private List<Documentation> lookUp(String source) {
    return analysis.documentation(source, source.length(), true).stream()
        .map(d -> new Documentation(d.signature(), d.javadoc() == null ? "" : d.javadoc()))
        .distinct()
        .toList();
  }

  /** Whether the cell can run as it stands. */
  public Completeness isComplete(String cell) {
    String rest = withoutMagics(cell);
    while (!rest.isBlank()) {
      SourceCodeAnalysis.CompletionInfo info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case EMPTY -> rest = "";
        case COMPLETE, COMPLETE_WITH_SEMI ->
            rest = info.remaining().length() < rest.length() ? info.remaining() : "";
        case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE -> {
          return new Completeness(Status.INCOMPLETE, indent(cell));
        }
        case UNKNOWN -> {
          return new Completeness(Status.INVALID, "");
        }
      }
    }
    return new Completeness(Status.COMPLETE, "");
  }

  /** The cell with its magics blanked out, but for Java in their lines; positions stay. */
  private String withoutMagics(String cell) {
    return Chunks.blanked(cell, source -> Snippets.ended(analysis, source));
  }

  /** Two spaces for each brace and parenthesis that is open at the end. */
  private static String indent(String cell) {
    int open = 0;
    for (char c : cell.toCharArray()) {
      if ("{([".indexOf(c) >= 0) {
        open++;
      } else if ("})]".indexOf(c) >= 0) {
        open--;
      }
    }
    return "  ".repeat(Math.max(0, open));
  }

  /** Where the last snippet of {@code source} begins. */
  private int startOfLast(String source) {
    int start = 0;
    int next = nextStart(source, start);
    while (next > start) {
      start = next;
      next = nextStart(source, start);
    }
    return start;
  }

  private List<String> snippets(String source) {
    List<String> snippets = new ArrayList<>();
    int start = 0;
    while (start < source.length()) {
      int next = nextStart(source, start);
      int end = next > start ? next : source.length();
      snippets.add(source.substring(start, end));
      start = end;
    }
    return snippets;
  }

  /** Where the snippet after the one at {@code start} begins, or {@code start} if there is none. */
  private int nextStart(String source, int start) {
    String rest = source.substring(start);
    SourceCodeAnalysis.CompletionInfo info = analysis.analyzeCompletion(rest);
    String remaining = info.remaining();
    boolean another =
        info.completeness().isComplete()
            && !remaining.isEmpty()
            && remaining.length() < rest.length();
    return another ? source.length() - remaining.length() : start;
  }
}
