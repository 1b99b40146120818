package workbench.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControlProvider;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * A Java session: cells are evaluated one after the other, in one JVM with the caller, and see what
 * those before them declared. One evaluation at a time; {@link #interrupt} may come from any
 * thread.
 */
public final class JavaSession implements AutoCloseable {
  /** Results kept alive by their {@code $n} names. */
  private static final int KEPT_RESULTS = 3;

  /** Characters of output that one cell may print; more is counted and left out. */
  private static final int MAX_OUTPUT = 4_000_000;

  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.nio.file.*",
          "java.util.*",
          "java.util.function.*",
          "java.util.stream.*",
          "mm.*",
          "mm.abi.*",
          "mm.arch.*",
          "mm.config.*",
          "mm.proc.*",
          "mm.workload.*",
          "static mm.Sizes.*",
          "static mm.Backing.*",
          "static workbench.api.Api.*");

  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final CellControl control;
  private final SessionListener listener;
  private final Map<String, Snippets.Part> parts = new HashMap<>();
  private final Deque<String> results = new ArrayDeque<>();
  private final StringBuilder printed = new StringBuilder();
  private int printedLength;
  private volatile boolean stopAsked;
  private volatile boolean running;

  /** A session with the library loaded, whose cells print to {@code listener}. */
  public JavaSession(SessionListener listener) {
    this.listener = listener;
    CellStreams.install();
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    CellControl[] made = new CellControl[1];
    try {
      shell =
          JShell.builder()
              .executionEngine(new Provider(made), Map.of())
              .compilerOptions(compilerOptions())
              .build();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    control = made[0];
    analysis = shell.sourceCodeAnalysis();
    for (String name : IMPORTS) {
      shell.eval("import " + name + ";");
    }
  }

  /** Gives JShell our engine. */
  private static final class Provider extends LocalExecutionControlProvider {
    private final CellControl[] made;

    Provider(CellControl[] made) {
      this.made = made;
    }

    @Override
    public ExecutionControl createExecutionControl(
        ExecutionEnv env, Map<String, String> parameters) {
      made[0] = new CellControl(JavaSession.class.getClassLoader());
      return made[0];
    }
  }

  /** The compiler of cells sees the modules' exported packages and nothing else of them. */
  private static String[] compilerOptions() {
    String path =
        Stream.of(System.getProperty("jdk.module.path"), System.getProperty("java.class.path"))
            .filter(p -> p != null && !p.isEmpty())
            .flatMap(p -> Stream.of(p.split(java.io.File.pathSeparator)))
            .filter(p -> !p.contains("test-classes") && Path.of(p).toFile().exists())
            .distinct()
            .collect(Collectors.joining(java.io.File.pathSeparator));
    return new String[] {
      "--class-path",
      "",
      "--module-path",
      path,
      "--add-modules",
      "lib.mm,workbench",
      "-Xlint:-options",
      "-proc:none"
    };
  }

  /** Evaluates a cell. */
  public Evaluation evaluate(String cell) {
    stopAsked = false;
    running = true;
    printedLength = 0;
    CellStreams.bind(this::print);
    try {
      return evaluateParts(cell);
    } finally {
      CellStreams.bind(null);
      flush();
      running = false;
    }
  }

  private Evaluation evaluateParts(String cell) {
    Object value = null;
    List<String> warnings = new ArrayList<>();
    for (Snippets.Part part : Snippets.split(analysis, cell)) {
      List<SnippetEvent> events = shell.eval(part.source());
      Object result = control.takeValue();
      if (stopAsked) {
        return new Evaluation.Stopped(
            "the cell was stopped", part.line(), List.of("Interrupted: the cell was stopped"));
      }
      value = null;
      for (SnippetEvent event : events) {
        if (event.causeSnippet() != null) {
          continue;
        }
        parts.put(event.snippet().id(), part);
        Evaluation failed = failure(cell, part, event);
        if (failed != null) {
          return failed;
        }
        warnings.addAll(warnings(event));
        forgetOldResults(event.snippet());
        if (part.shown() && isShown(event.snippet())) {
          value = result;
        }
      }
    }
    return new Evaluation.Done(value, warnings);
  }

  private static boolean isShown(Snippet snippet) {
    return snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || snippet.subKind() == SubKind.VAR_VALUE_SUBKIND
        || snippet.subKind() == SubKind.OTHER_EXPRESSION_SUBKIND
        || snippet instanceof ExpressionSnippet expression
            && expression.subKind() != SubKind.ASSIGNMENT_SUBKIND;
  }

  /** Sets the {@code $n} of results long past to null: JShell would keep them for ever. */
  private void forgetOldResults(Snippet snippet) {
    if (snippet.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || !(snippet instanceof VarSnippet variable)) {
      return;
    }
    if (!isPrimitive(variable.typeName())) {
      results.addLast(variable.name());
    }
    while (results.size() > KEPT_RESULTS) {
      shell.eval(results.removeFirst() + " = null;");
      control.takeValue();
    }
  }

  private static boolean isPrimitive(String type) {
    return List.of("int", "long", "double", "float", "boolean", "char", "short", "byte")
        .contains(type);
  }

  private List<String> warnings(SnippetEvent event) {
    if (event.status() != Status.RECOVERABLE_DEFINED
        && event.status() != Status.RECOVERABLE_NOT_DEFINED) {
      return List.of();
    }
    String missing =
        event.snippet() instanceof DeclarationSnippet declaration
            ? shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "))
            : "";
    return List.of("declared, but it needs what is not there yet: " + missing);
  }

  private @Nullable Evaluation failure(String cell, Snippets.Part part, SnippetEvent event) {
    if (event.status() == Status.REJECTED) {
      return compileError(cell, part, event.snippet());
    }
    JShellException exception = event.exception();
    if (exception == null) {
      return null;
    }
    if (exception instanceof UnresolvedReferenceException unresolved) {
      String missing =
          shell.unresolvedDependencies(unresolved.getSnippet()).collect(Collectors.joining(", "));
      return thrown(
          "UnresolvedReference", "needs what is not declared: " + missing, unresolved, part, cell);
    }
    EvalException thrown = (EvalException) exception;
    String name = thrown.getExceptionClassName();
    return thrown(
        name.substring(name.lastIndexOf('.') + 1),
        String.valueOf(thrown.getMessage()),
        thrown,
        part,
        cell);
  }

  private Evaluation compileError(String cell, Snippets.Part part, Snippet snippet) {
    Diag diag = shell.diagnostics(snippet).filter(Diag::isError).findFirst().orElse(null);
    if (diag == null) {
      return new Evaluation.CompileError(
          "this is no Java", part.line(), List.of("line " + part.line() + ": this is no Java"));
    }
    String before =
        part.source().substring(0, (int) Math.clamp(diag.getPosition(), 0, part.source().length()));
    int line = part.line() + (int) before.chars().filter(c -> c == '\n').count();
    int column = before.length() - (before.lastIndexOf('\n') + 1);
    String source = lineOf(part.source(), line - part.line());
    String message = diag.getMessage(Locale.ROOT).strip();
    List<String> traceback = new ArrayList<>();
    traceback.add("line " + line + ": " + message.replace("\n", "\n  "));
    traceback.add("  " + source);
    traceback.add("  " + " ".repeat(Math.max(0, column)) + "^");
    return new Evaluation.CompileError(
        message.lines().findFirst().orElse(message), line, traceback);
  }

  private static String lineOf(String text, int index) {
    return text.lines().skip(Math.max(0, index)).findFirst().orElse("");
  }

  private Evaluation thrown(
      String ename, String evalue, JShellException exception, Snippets.Part part, String cell) {
    List<String> traceback = new ArrayList<>();
    traceback.add(ename + ": " + evalue);
    int line = appendFrames(traceback, exception, part, cell);
    for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
      String name =
          cause instanceof EvalException inner
              ? inner.getExceptionClassName()
              : cause.getClass().getName();
      traceback.add("caused by " + name + ": " + cause.getMessage());
      if (cause instanceof JShellException inner) {
        appendFrames(traceback, inner, part, cell);
      }
    }
    return new Evaluation.Thrown(ename, evalue, line == 0 ? part.line() : line, traceback);
  }

  /**
   * Frames of cells, with their source line, and of libraries; not those of the machinery. The
   * cell's own line, or 0.
   */
  private int appendFrames(
      List<String> traceback, JShellException exception, Snippets.Part part, String cell) {
    int first = 0;
    for (StackTraceElement frame : exception.getStackTrace()) {
      String file = frame.getFileName();
      if (file != null && file.startsWith("#")) {
        Snippets.Part origin = parts.getOrDefault(file.substring(1), part);
        int line = origin.line() + Math.max(1, frame.getLineNumber()) - 1;
        String method = frame.getMethodName().isEmpty() ? "cell" : frame.getMethodName();
        traceback.add(
            "  at "
                + method
                + ", line "
                + line
                + ": "
                + lineOf(origin.source(), line - origin.line()).strip());
        first = first == 0 ? line : first;
      } else if (isOfALibrary(frame)) {
        traceback.add(
            "  at "
                + frame.getClassName()
                + "."
                + frame.getMethodName()
                + "("
                + file
                + ":"
                + frame.getLineNumber()
                + ")");
      }
    }
    return first;
  }

  private static boolean isOfALibrary(StackTraceElement frame) {
    String name = frame.getClassName();
    return Stream.of("workbench.", "jdk.", "java.lang.reflect.", "java.lang.Thread", "REPL.")
            .noneMatch(name::startsWith)
        && !name.isEmpty();
  }

  private void print(String stream, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    synchronized (printed) {
      if (printedLength > MAX_OUTPUT) {
        return;
      }
      printedLength += text.length();
      if (printedLength > MAX_OUTPUT) {
        text +=
            "\n… more than "
                + MAX_OUTPUT
                + " characters: the rest of this cell's output is left out\n";
      }
      if (!stream.equals(printedStream)) {
        flush();
        printedStream = stream;
      }
      printed.append(text);
      if (printed.length() > 32_768) {
        flush();
      }
    }
  }

  private String printedStream = "stdout";

  /** Hands on what was printed since the last time. */
  public void flush() {
    synchronized (printed) {
      if (!printed.isEmpty()) {
        listener.stream(printedStream, printed.toString());
        printed.setLength(0);
      }
    }
  }

  /**
   * Stops the cell that runs, if one does. Loops of cells stop at once; library code stops where it
   * looks at its thread's interrupt.
   */
  public void interrupt() {
    if (running) {
      stopAsked = true;
      shell.stop();
    }
  }

  /** What a variable of the session is declared as, or null. */
  public @Nullable String typeOf(String variable) {
    return shell
        .variables()
        .filter(v -> v.name().equals(variable) && shell.status(v).isActive())
        .map(VarSnippet::typeName)
        .findFirst()
        .orElse(null);
  }

  /** JShell's analysis of source, for completion and documentation. */
  public SourceCodeAnalysis analysis() {
    return analysis;
  }

  /** Completion and documentation in this session. */
  public Completions completions() {
    return new Completions(analysis);
  }

  @Override
  public void close() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    shell.close();
    Thread.currentThread().setContextClassLoader(before);
  }
}
