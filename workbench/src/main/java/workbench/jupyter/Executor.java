package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import workbench.display.MimeBundle;
import workbench.session.JavaSession;

/** Handles execute_request; on the thread of the shell channel. */
final class Executor {
  private final Outbox outbox;
  private final CellOutputs outputs;
  private final History history;
  private int executionCount;

  Executor(Outbox outbox, CellOutputs outputs, History history) {
    this.outbox = outbox;
    this.outputs = outputs;
    this.history = history;
  }

  /**
   * Executes a cell and replies.
   *
   * @return whether cells that wait behind it may run
   */
  boolean execute(JavaSession session, Request request) {
    ObjectNode content = request.content();
    String code = content.path("code").asText();
    boolean silent = content.path("silent").asBoolean();
    boolean stored = !silent && content.path("store_history").asBoolean(true);
    if (stored) {
      executionCount++;
    }
    outputs.begin(request.message());
    if (!silent) {
      outbox.publish(
          request.message(),
          "execute_input",
          Wire.object().put("code", code).put("execution_count", executionCount));
    }
    Outcome outcome = Outcome.of(session.evaluate(code));
    if (!silent) {
      publish(request, outcome);
    }
    if (stored) {
      history.add(executionCount, code, outcome.text());
    }
    ObjectNode reply = reply(session, content, outcome);
    outbox.reply(request, reply.put("execution_count", executionCount));
    return outcome.succeeded() || silent || !content.path("stop_on_error").asBoolean(true);
  }

  private void publish(Request request, Outcome outcome) {
    outcome.warnings().forEach(warning -> outputs.stream("stderr", warning + "\n"));
    if (outcome.result() != null) {
      ObjectNode result = Bundles.content(outcome.result());
      outbox.publish(
          request.message(), "execute_result", result.put("execution_count", executionCount));
    }
    if (outcome.error() != null) {
      ObjectNode error = outcome.error().deepCopy();
      error.remove("status");
      outbox.publish(request.message(), "error", error);
    }
  }

  private static ObjectNode reply(JavaSession session, ObjectNode content, Outcome outcome) {
    if (outcome.error() != null) {
      return outcome.error();
    }
    ObjectNode reply = Replies.ok();
    reply.putArray("payload");
    ObjectNode values = reply.putObject("user_expressions");
    content
        .path("user_expressions")
        .properties()
        .forEach(
            entry -> values.set(entry.getKey(), expression(session, entry.getValue().asText())));
    return reply;
  }

  private static ObjectNode expression(JavaSession session, String expression) {
    Outcome outcome = Outcome.of(session.evaluate(expression));
    if (outcome.error() != null) {
      return outcome.error();
    }
    MimeBundle value = outcome.result() == null ? MimeBundle.text("") : outcome.result();
    ObjectNode content = Bundles.content(value);
    return content.put("status", "ok");
  }
}
