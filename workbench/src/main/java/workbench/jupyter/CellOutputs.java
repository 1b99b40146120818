package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import workbench.api.CellContext;
import workbench.display.MimeBundle;
import workbench.session.JavaSession;
import workbench.session.SessionListener;

/**
 * What cells put out while they run, published on behalf of the request that is being executed;
 * what threads print that outlive their cell goes to the last one.
 */
final class CellOutputs implements SessionListener, CellContext {
  /** How long printed text may wait for more of it, ms. */
  private static final int PATIENCE = 100;

  private final Outbox outbox;
  private final Questions questions;
  private final Path folder;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(CellOutputs::daemon);
  private volatile @Nullable Message parent;
  private volatile @Nullable JavaSession session;
  private volatile boolean silent;

  /**
   * @param folder under which datasets/ and plots/ of cells go
   */
  CellOutputs(Outbox outbox, Questions questions, Path folder) {
    this.outbox = outbox;
    this.questions = questions;
    this.folder = folder;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "jupyter streams");
    thread.setDaemon(true);
    return thread;
  }

  /** Makes {@code of} the session whose output is flushed. */
  void bind(JavaSession of) {
    session = of;
    CellContext.bind(this);
  }

  /** A request begins to be executed. */
  void begin(Message request) {
    parent = request;
    silent = request.content().path("silent").asBoolean();
  }

  private void publish(String type, ObjectNode content) {
    Message of = parent;
    if (of != null) {
      outbox.publish(of, type, content);
    }
  }

  private void flush() {
    JavaSession of = session;
    if (of != null) {
      of.flush();
    }
  }

  @Override
  public void printed() {
    clock.schedule(this::flush, PATIENCE, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stream(String stream, String text) {
    if (!silent) {
      publish("stream", Wire.object().put("name", stream).put("text", text));
    }
  }

  @Override
  public @Nullable String readLine() throws IOException {
    Message of = parent;
    return of == null ? null : questions.ask(of);
  }

  @Override
  public void display(MimeBundle bundle) {
    flush();
    if (!silent) {
      ObjectNode content = Bundles.content(bundle);
      content.putObject("transient");
      publish("display_data", content);
    }
  }

  @Override
  public Path datasets() {
    return folder.resolve("datasets");
  }

  @Override
  public Path plots() {
    return folder.resolve("plots");
  }

  @Override
  public void claim(String sentence, boolean holds) {
    // The cell prints it, and a claim that fails is the cell's error.
  }

  @Override
  public void progress(String what, double fraction) {
    // A front end shows that a cell is busy; a bar of text would stay in the notebook.
  }
}
