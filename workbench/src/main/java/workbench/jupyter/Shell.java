package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import workbench.session.JavaSession;

/** The shell channel: one request after the other. */
final class Shell {
  private final Outbox outbox;
  private final CellOutputs outputs;
  private final History history = new History();
  private final Executor executor;
  private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final CompletableFuture<JavaSession> session;
  private final Interrupter interrupter;

  Shell(Outbox outbox, CellOutputs outputs) {
    this.outbox = outbox;
    this.outputs = outputs;
    executor = new Executor(outbox, outputs, history);
    // A front end asks for kernel_info first, which needs no session.
    session = CompletableFuture.supplyAsync(() -> new JavaSession(outputs));
    interrupter = new Interrupter(session, outputs);
  }

  /** Takes a request; from any thread. */
  void add(Request request) {
    requests.add(request);
  }

  /** Stops the cell that runs, if one does; from any thread. */
  void interrupt() {
    interrupter.interrupt();
  }

  /** Handles requests for ever. */
  void run() {
    try {
      while (true) {
        handle(requests.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(Request request) {
    outbox.status(request.message(), "busy");
    if (request.type().equals("execute_request")) {
      execute(request);
    } else {
      ObjectNode reply = reply(request);
      if (reply != null) {
        outbox.reply(request, reply);
      }
    }
    outbox.status(request.message(), "idle");
  }

  private void execute(Request request) {
    JavaSession current = session.join();
    outputs.bind(current);
    if (!executor.execute(current, request)) {
      abortQueue();
    }
  }

  /** Cells that were sent before the one that failed has ended do not run. */
  private void abortQueue() {
    List<Request> waiting = new ArrayList<>();
    requests.drainTo(waiting);
    for (Request request : waiting) {
      if (request.type().equals("execute_request")) {
        outbox.status(request.message(), "busy");
        outbox.reply(request, Wire.object().put("status", "aborted"));
        outbox.status(request.message(), "idle");
      } else {
        handle(request);
      }
    }
  }

  private @Nullable ObjectNode reply(Request request) {
    ObjectNode content = request.content();
    return switch (request.type()) {
      case "kernel_info_request" -> KernelInfo.reply();
      case "complete_request" -> assistance().complete(content);
      case "inspect_request" -> assistance().inspect(content);
      case "is_complete_request" -> assistance().isComplete(content);
      case "history_request" -> history.reply(content);
      case "comm_info_request" -> {
        ObjectNode reply = Replies.ok();
        reply.putObject("comms");
        yield reply;
      }
      case "comm_open" -> {
        // No target is registered here: the protocol's answer is to close it again.
        ObjectNode close = Wire.object().put("comm_id", content.path("comm_id").asText());
        close.putObject("data");
        outbox.publish(request.message(), "comm_close", close);
        yield null;
      }
      default -> null;
    };
  }

  private Assistance assistance() {
    return new Assistance(session.join().completions());
  }
}
