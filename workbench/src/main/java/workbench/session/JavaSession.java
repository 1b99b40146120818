package workbench.session;

import java.nio.file.Path;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;
import workbench.magic.Magics;

/**
 * A Java session: cells are evaluated one after the other, in one JVM with the caller, and see what
 * those before them declared. One evaluation at a time; {@link #interrupt} may come from any
 * thread.
 */
public final class JavaSession implements AutoCloseable {
  private final Engine engine = new Engine();
  private final Magics magics;
  private final CellRunner runner;
  private final OutputBuffer output;
  private final CellInput input;
  private long evaluations;
  private volatile boolean stopAsked;
  private volatile long running;

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
    output = new OutputBuffer(listener);
    input = new CellInput(this, listener);
    CellStreams.install();
    CellInput.install();
    Interpreter interpreter = new Interpreter(engine, () -> stopAsked);
    magics = new Magics(folder.toAbsolutePath());
    runner = new CellRunner(engine, interpreter, magics);
  }

  /** Evaluates a cell. */
  public Evaluation evaluate(String cell) {
    stopAsked = false;
    running = ++evaluations;
    output.begin();
    input.begin();
    CellStreams.bind(output);
    CellInput.bind(input);
    try {
      return runner.run(new Snippets.Origin("", evaluations), cell, 1);
    } finally {
      CellStreams.bind(null);
      CellInput.bind(null);
      output.end();
      running = 0;
    }
  }

  /** Hands on what was printed since the last time. */
  public void flush() {
    output.flush();
  }

  /**
   * Stops the cell that runs, if one does. Loops of cells stop at once; library code stops where it
   * looks at its thread's interrupt.
   */
  public void interrupt() {
    if (running != 0) {
      stopAsked = true;
      engine.shell().stop();
    }
  }

  /** The number of the evaluation that runs, from 1; 0 if none does. */
  public long running() {
    return running;
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

  /** Completion and documentation in this session. */
  public Completions completions() {
    return new Completions(engine.analysis(), magics.names());
  }

  @Override
  public void close() {
    engine.close();
  }
}
