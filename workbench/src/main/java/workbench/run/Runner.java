package workbench.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import workbench.api.CellContext;
import workbench.api.FontsMissing;
import workbench.api.Products;
import workbench.display.MimeBundle;
import workbench.display.Renderer;
import workbench.notebook.Cell;
import workbench.notebook.Notebook;
import workbench.notebook.NotebookFile;
import workbench.session.Evaluation;
import workbench.session.JavaSession;
import workbench.session.SessionListener;

/** Executes a notebook in a session of its own, and writes the executed copy, whatever happens. */
public final class Runner {
  private final Folders folders;
  private final CellListener listener;
  private final @Nullable Duration timeout;

  /**
   * @param timeout how long one cell may take, null for ever
   */
  public Runner(Folders folders, CellListener listener, @Nullable Duration timeout) {
    this.folders = folders;
    this.listener = listener;
    this.timeout = timeout;
  }

  /**
   * Executes one notebook.
   *
   * @throws UsageError for parameters that it has not
   * @throws workbench.notebook.BadNotebook if the file is none
   */
  public RunResult run(Path file, Map<String, String> parameters) {
    String fileName = String.valueOf(file.getFileName());
    String name = fileName.replaceFirst("\\.ipynb$", "");
    Notebook notebook = NotebookFile.read(file);
    Parameters.inject(notebook, fileName, parameters);
    List<Cell> code = notebook.cells().stream().filter(Cell::isCode).toList();
    code.forEach(Cell::clear);
    listener.onNotebookStart(name, code.size());
    Execution execution = new Execution();
    RunResult.Failure failure;
    try (JavaSession session = new JavaSession(execution, folderOf(file))) {
      failure = execution.all(session, code);
    } finally {
      Products.write(folders.notebooks(), fileName, NotebookFile.bytes(notebook));
    }
    RunResult result =
        new RunResult(
            name,
            folders.notebooks().resolve(fileName),
            notebook,
            execution.claims,
            execution.nanos,
            failure);
    listener.onNotebookComplete(result);
    return result;
  }

  /** What relative paths in cells' magics are relative to: as in Jupyter, the notebook's folder. */
  private static Path folderOf(Path file) {
    return java.util.Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  /** The cells of one notebook, one after the other. */
  private final class Execution implements SessionListener, CellContext {
    private final List<RunResult.Claim> claims = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
    private @Nullable JavaSession session;
    private @Nullable Cell cell;

    private RunResult.@Nullable Failure all(JavaSession newSession, List<Cell> code) {
      session = newSession;
      CellContext.bind(this);
      try (ScheduledExecutorService clock =
          Executors.newSingleThreadScheduledExecutor(Execution::daemon)) {
        for (int i = 0; i < code.size(); i++) {
          RunResult.Failure failure = one(newSession, clock, code.get(i), i + 1);
          if (failure != null) {
            return failure;
          }
        }
        return null;
      } finally {
        CellContext.bind(null);
      }
    }

    private static Thread daemon(Runnable task) {
      Thread thread = new Thread(task, "cell timeout");
      thread.setDaemon(true);
      return thread;
    }

    private RunResult.@Nullable Failure one(
        JavaSession current, ScheduledExecutorService clock, Cell newCell, int number) {
      cell = newCell;
      listener.onCellStart(newCell, number);
      newCell.setExecutionCount(number);
      long start = System.nanoTime();
      ScheduledFuture<?> alarm =
          timeout == null
              ? null
              : clock.schedule(current::interrupt, timeout.toMillis(), TimeUnit.MILLISECONDS);
      Evaluation evaluation = current.evaluate(newCell.source());
      if (alarm != null) {
        alarm.cancel(false);
      }
      RunResult.Failure failure = finish(newCell, number, evaluation);
      nanos.add(System.nanoTime() - start);
      listener.onCellExecuted(newCell, number, System.nanoTime() - start);
      return failure;
    }

    private RunResult.@Nullable Failure finish(Cell done, int number, Evaluation evaluation) {
      if (evaluation instanceof Evaluation.Done ok) {
        ok.warnings().forEach(warning -> done.addStream("stderr", warning + "\n"));
        return ok.value() == null ? null : result(done, number, ok.value());
      }
      Evaluation.Failed failed = (Evaluation.Failed) evaluation;
      if (failed.ename().equals(FontsMissing.class.getSimpleName())) {
        throw new UsageError(failed.evalue());
      }
      String evalue =
          evaluation instanceof Evaluation.Stopped && timeout != null
              ? "more than " + timeout.toSeconds() + " s"
              : failed.evalue();
      done.addError(failed.ename(), evalue, failed.traceback());
      return new RunResult.Failure(
          number, failed.line(), failed.ename(), evalue, failed.traceback());
    }

    private RunResult.@Nullable Failure result(Cell done, int number, Object value) {
      try {
        done.addResult(Renderer.render(value).data(), number);
        return null;
      } catch (FontsMissing e) {
        throw new UsageError(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        String ename = e.getClass().getSimpleName();
        List<String> traceback =
            List.of(ename + ": " + e.getMessage(), "  while the value of the cell was drawn");
        done.addError(ename, String.valueOf(e.getMessage()), traceback);
        int lines = (int) done.source().lines().count();
        return new RunResult.Failure(
            number, lines, ename, String.valueOf(e.getMessage()), traceback);
      }
    }

    private Cell cell() {
      return java.util.Objects.requireNonNull(cell);
    }

    @Override
    public void stream(String stream, String text) {
      cell().addStream(stream, text);
    }

    @Override
    public void display(MimeBundle bundle) {
      java.util.Objects.requireNonNull(session).flush();
      cell().addDisplay(bundle.data());
    }

    @Override
    public Path datasets() {
      return folders.datasets();
    }

    @Override
    public Path plots() {
      return folders.plots();
    }

    @Override
    public void claim(String sentence, boolean holds) {
      claims.add(new RunResult.Claim(sentence, holds));
    }

    @Override
    public void progress(String what, double fraction) {
      listener.onCellProgress(what, fraction);
    }
  }
}
