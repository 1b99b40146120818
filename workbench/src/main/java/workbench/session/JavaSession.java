package workbench.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;
import workbench.magic.Magics;

/**
 * A Java session: cells are evaluated one after the other, in one JVM with the caller, and see what
 * those before them declared. One evaluation at a time; {@link #interrupt} may come from any
 * thread.
 */
public final class JavaSession implements AutoCloseable {
  /** Characters of output that one cell may print; more is counted and left out. */
  private static final int MAX_OUTPUT = 4_000_000;

  private final Engine engine = new Engine();
  private final CellRunner runner;
  private final SessionListener listener;
  private long evaluations;
  private final StringBuilder printed = new StringBuilder();
  private int printedLength;
  private volatile boolean stopAsked;
  private volatile boolean running;

  /** A session with the library loaded, whose cells print to {@code listener}. */
  public JavaSession(SessionListener listener) {
    this(listener, Path.of(""));
  }

  /**
   * A session with the library loaded.
   *
   * @param folder what relative paths in magics are relative to
   */
  public JavaSession(SessionListener listener, Path folder) {
    this.listener = listener;
    CellStreams.install();
    Interpreter interpreter = new Interpreter(engine, () -> stopAsked);
    runner = new CellRunner(engine, interpreter, new Magics(folder.toAbsolutePath()));
  }

  /** Evaluates a cell. */
  public Evaluation evaluate(String cell) {
    stopAsked = false;
    running = true;
    printedLength = 0;
    CellStreams.bind(this::print);
    try {
      return runner.run(new Snippets.Origin("", ++evaluations), cell, 1);
    } finally {
      CellStreams.bind(null);
      flush();
      running = false;
    }
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
      engine.shell().stop();
    }
  }

  /** What a variable of the session is declared as, or null. */
  public @Nullable String typeOf(String variable) {
    return engine
        .shell()
        .variables()
        .filter(v -> v.name().equals(variable) && engine.shell().status(v).isActive())
        .map(VarSnippet::typeName)
        .findFirst()
        .orElse(null);
  }

  /** JShell's analysis of source, for completion and documentation. */
  public SourceCodeAnalysis analysis() {
    return engine.analysis();
  }

  /** Completion and documentation in this session. */
  public Completions completions() {
    return new Completions(engine.analysis());
  }

  @Override
  public void close() {
    engine.close();
  }
}
