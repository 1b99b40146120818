package workbench.jupyter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.LinkedBlockingQueue;

/** The stdin channel: what a cell reads from System.in is asked of the front end. */
final class Questions {
  private final Outbox outbox;
  private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();

  Questions(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Takes an input_reply; from any thread. */
  void answered(Message reply) {
    answers.add(reply.content().path("value").asText());
  }

  /**
   * Asks for a line, and waits for it.
   *
   * @param parent the execute_request of the cell
   * @throws IOException if the front end takes no questions, or the cell is interrupted
   */
  String ask(Message parent) throws IOException {
    if (!parent.content().path("allow_stdin").asBoolean(false)) {
      throw new IOException("the cell reads System.in, and this front end takes no questions");
    }
    answers.clear();
    outbox.ask(parent, "input_request", Wire.object().put("prompt", "").put("password", false));
    try {
      return answers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the cell was stopped while it waited for input");
    }
  }
}
