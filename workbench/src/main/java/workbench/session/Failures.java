package workbench.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;
import workbench.session.Snippets.Part;

/** What a reader is told of a snippet that failed: lines of the cell, and no machinery. */
final class Failures {
  private final JShell shell;
  private final Map<String, Part> parts = new HashMap<>();

  Failures(JShell shell) {
    this.shell = shell;
  }

  /** Remembers where the snippet stands, whose methods may throw much later. */
  void remember(Snippet snippet, Part part) {
    parts.put(snippet.id(), part);
  }

  void forget(Snippet snippet) {
    parts.remove(snippet.id());
  }

  /** How the event failed; null if it did not. */
  @Nullable Evaluation of(Part part, SnippetEvent event) {
    if (event.status() == Status.REJECTED) {
      return compileError(part, event.snippet());
    }
    JShellException exception = event.exception();
    if (exception == null) {
      return null;
    }
    if (exception instanceof UnresolvedReferenceException unresolved) {
      String missing =
          shell.unresolvedDependencies(unresolved.getSnippet()).collect(Collectors.joining(", "));
      return thrown(
          "UnresolvedReference", "needs what is not declared: " + missing, unresolved, part);
    }
    EvalException thrown = (EvalException) exception;
    String name = thrown.getExceptionClassName();
    String ename = name.substring(name.lastIndexOf('.') + 1);
    return thrown(ename, String.valueOf(thrown.getMessage()), thrown, part);
  }

  private Evaluation compileError(Part part, Snippet snippet) {
    Diag diag = shell.diagnostics(snippet).filter(Diag::isError).findFirst().orElse(null);
    if (diag == null) {
      String where = part.origin().line(part.line());
      return new Evaluation.CompileError(
          "this is no Java", part.line(), List.of(where + ": this is no Java"));
    }
    String before =
        part.source().substring(0, (int) Math.clamp(diag.getPosition(), 0, part.source().length()));
    int line = part.line() + (int) before.chars().filter(c -> c == '\n').count();
    int column = before.length() - (before.lastIndexOf('\n') + 1);
    String message = diag.getMessage(Locale.ROOT).strip();
    List<String> traceback =
        List.of(
            part.origin().line(line) + ": " + message.replace("\n", "\n  "),
            "  " + lineOf(part.source(), line - part.line()),
            "  " + " ".repeat(Math.max(0, column)) + "^");
    return new Evaluation.CompileError(
        message.lines().findFirst().orElse(message), line, traceback);
  }

  private static String lineOf(String text, int index) {
    return text.lines().skip(Math.max(0, index)).findFirst().orElse("");
  }

  private Evaluation thrown(String ename, String evalue, JShellException exception, Part part) {
    List<String> traceback = new ArrayList<>();
    traceback.add(ename + ": " + evalue);
    int line = appendFrames(traceback, exception, part);
    for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
      String name =
          cause instanceof EvalException inner
              ? inner.getExceptionClassName()
              : cause.getClass().getName();
      traceback.add("caused by " + name + ": " + cause.getMessage());
      if (cause instanceof JShellException inner) {
        appendFrames(traceback, inner, part);
      }
    }
    return new Evaluation.Thrown(ename, evalue, line == 0 ? part.line() : line, traceback);
  }

  /**
   * Frames of cells, with their source line, and of libraries; not those of the machinery. Gives
   * the line of the cell that failed, or 0.
   */
  private int appendFrames(List<String> traceback, JShellException exception, Part part) {
    int first = 0;
    for (StackTraceElement frame : exception.getStackTrace()) {
      String file = frame.getFileName();
      if (file != null && file.startsWith("#")) {
        Part of = parts.getOrDefault(file.substring(1), part);
        int line = of.line() + Math.max(1, frame.getLineNumber()) - 1;
        traceback.add(cellFrame(frame, of, line));
        first = first == 0 && of.origin().equals(part.origin()) ? line : first;
      } else if (isOfALibrary(frame)) {
        traceback.add(
            "  at %s.%s(%s:%d)"
                .formatted(
                    frame.getClassName(), frame.getMethodName(), file, frame.getLineNumber()));
      }
    }
    return first;
  }

  private static String cellFrame(StackTraceElement frame, Part of, int line) {
    String method = frame.getMethodName().isEmpty() ? "cell" : frame.getMethodName();
    String source = lineOf(of.source(), line - of.line()).strip();
    return "  at %s, %s: %s".formatted(method, of.origin().line(line), source);
  }

  private static boolean isOfALibrary(StackTraceElement frame) {
    String name = frame.getClassName();
    return Stream.of("workbench.", "jdk.", "java.lang.reflect.", "java.lang.Thread", "REPL.")
            .noneMatch(name::startsWith)
        && !name.isEmpty();
  }
}
