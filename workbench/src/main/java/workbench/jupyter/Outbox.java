package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Builds, signs and sends what the kernel says; from any thread. */
final class Outbox {
  /** The version of the protocol that is spoken. */
  static final String PROTOCOL = "5.3";

  private static final ObjectNode NO_PARENT = Wire.object();

  private final Channels channels;
  private final Wire wire;
  private final String session = UUID.randomUUID().toString();
  private final AtomicLong messages = new AtomicLong();

  Outbox(Channels channels, Wire wire) {
    this.channels = channels;
    this.wire = wire;
  }

  /** Answers a request on the channel that it came by. */
  void reply(Request request, ObjectNode content) {
    String type = request.message().type().replaceFirst("_request$", "_reply");
    send(request.channel(), request.message().identities(), type, request.message(), content);
  }

  /** Publishes to all front ends, on behalf of a request. */
  void publish(Message parent, String type, ObjectNode content) {
    send(Channel.IOPUB, topic(type), type, parent, content);
  }

  /** Publishes whether the kernel is busy with a request. */
  void status(Message parent, String state) {
    publish(parent, "status", Wire.object().put("execution_state", state));
  }

  /** Publishes that the kernel has started, which no request caused. */
  void starting() {
    ObjectNode content = Wire.object().put("execution_state", "starting");
    Message none = new Message(List.of(), NO_PARENT, NO_PARENT, NO_PARENT, NO_PARENT);
    send(Channel.IOPUB, topic("status"), "status", none, content);
  }

  /** Asks the front end that sent a request. */
  void ask(Message parent, String type, ObjectNode content) {
    send(Channel.STDIN, parent.identities(), type, parent, content);
  }

  private static List<byte[]> topic(String type) {
    return List.of(type.getBytes(StandardCharsets.US_ASCII));
  }

  private void send(
      Channel channel, List<byte[]> identities, String type, Message parent, ObjectNode content) {
    ObjectNode header =
        Wire.object()
            .put("msg_id", session + "_" + messages.incrementAndGet())
            .put("msg_type", type)
            .put("session", session)
            .put("username", "mmlab")
            .put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString())
            .put("version", PROTOCOL);
    Message message = new Message(identities, header, parent.header(), Wire.object(), content);
    channels.send(channel, wire.encode(message));
  }
}
