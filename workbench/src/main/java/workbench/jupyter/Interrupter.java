package workbench.jupyter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import workbench.session.JavaSession;

/**
 * Stops cells. Once is not always enough: a snippet may begin to run just after it was asked to
 * stop, or swallow the interrupt; so it is asked again for a while, and then the user is told.
 */
final class Interrupter {
  /** Between two attempts, ms. */
  private static final int PAUSE = 250;

  private static final int ATTEMPTS = 12;

  private final CompletableFuture<JavaSession> session;
  private final CellOutputs outputs;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Interrupter::daemon);

  Interrupter(CompletableFuture<JavaSession> session, CellOutputs outputs) {
    this.session = session;
    this.outputs = outputs;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "jupyter interrupt");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to stop the cell that runs, and returns at once. */
  void interrupt() {
    JavaSession current = session.getNow(null);
    if (current != null) {
      long evaluation = current.running();
      if (evaluation != 0) {
        clock.execute(() -> attempt(current, evaluation, 1));
      }
    }
  }

  private void attempt(JavaSession current, long evaluation, int attempt) {
    if (current.running() != evaluation) {
      return;
    }
    if (attempt > ATTEMPTS) {
      outputs.stream(
          "stderr",
          "the cell was asked to stop and does not: it is in library code that looks at no"
              + " interrupt; restart the kernel to end it\n");
      return;
    }
    current.interrupt();
    clock.schedule(() -> attempt(current, evaluation, attempt + 1), PAUSE, TimeUnit.MILLISECONDS);
  }
}
