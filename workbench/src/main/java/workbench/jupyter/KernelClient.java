package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * A small front end, for training runs and tests: sends requests to a kernel and collects what
 * comes back. For one thread.
 */
public final class KernelClient implements AutoCloseable {
  private final ZContext context = new ZContext();
  private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
  private final Wire wire;
  private final String session = UUID.randomUUID().toString();
  private final AtomicLong messages = new AtomicLong();

  /**
   * What a kernel said about one request.
   *
   * @param published in the order of their arrival, from busy to idle
   */
  public record Answer(Message reply, List<Message> published) {}

  /** Connects to the kernel that listens there, or soon will. */
  public KernelClient(ConnectionFile connection) {
    wire = new Wire(connection.key());
    connect(Channel.SHELL, SocketType.DEALER, connection.endpoint(connection.shellPort()));
    connect(Channel.CONTROL, SocketType.DEALER, connection.endpoint(connection.controlPort()));
    connect(Channel.STDIN, SocketType.DEALER, connection.endpoint(connection.stdinPort()));
    connect(Channel.IOPUB, SocketType.SUB, connection.endpoint(connection.iopubPort()));
    socket(Channel.IOPUB).subscribe(ZMQ.SUBSCRIPTION_ALL);
  }

  private void connect(Channel channel, SocketType type, String endpoint) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setHWM(0);
    socket.setLinger(0);
    socket.setIdentity(session.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    socket.connect(endpoint);
    sockets.put(channel, socket);
  }

  private ZMQ.Socket socket(Channel channel) {
    return java.util.Objects.requireNonNull(sockets.get(channel));
  }

  /**
   * Waits until the kernel answers and its outputs arrive.
   *
   * @throws IllegalStateException after so many ms
   */
  public void awaitReady(int timeout) {
    long end = System.nanoTime() + timeout * 1_000_000L;
    while (System.nanoTime() < end) {
      send(Channel.SHELL, "kernel_info_request", Wire.object());
      if (receive(Channel.SHELL, 1000) != null && receive(Channel.IOPUB, 200) != null) {
        drain();
        return;
      }
    }
    throw new IllegalStateException("the kernel did not answer within " + timeout + " ms");
  }

  private void drain() {
    while (receive(Channel.IOPUB, 200) != null || receive(Channel.SHELL, 0) != null) {
      // Answers to requests that were sent while the kernel was not there yet.
    }
  }

  /** The content of an execute_request. */
  public static ObjectNode cell(String code) {
    ObjectNode content =
        Wire.object()
            .put("code", code)
            .put("silent", false)
            .put("store_history", true)
            .put("allow_stdin", false)
            .put("stop_on_error", true);
    content.putObject("user_expressions");
    return content;
  }

  /** Sends a request on the shell channel, and waits for its reply and its last output. */
  public Answer request(String type, ObjectNode content, int timeout) {
    return await(Channel.SHELL, send(Channel.SHELL, type, content), timeout);
  }

  /**
   * Waits for the reply to a request, and for its last output.
   *
   * @throws IllegalStateException if a message takes more than so many ms
   */
  Answer await(Channel channel, String id, int timeout) {
    List<Message> published = new ArrayList<>();
    Message last;
    do {
      last = next(Channel.IOPUB, id, timeout);
      published.add(last);
    } while (!last.content().path("execution_state").asText().equals("idle"));
    return new Answer(next(channel, id, timeout), published);
  }

  private Message next(Channel channel, String id, int timeout) {
    while (true) {
      Message message = receive(channel, timeout);
      if (message == null) {
        throw new IllegalStateException("nothing came on " + channel + " for " + timeout + " ms");
      }
      if (message.parentId().equals(id)) {
        return message;
      }
    }
  }

  /** Sends a request; its msg_id. */
  String send(Channel channel, String type, ObjectNode content) {
    String id = session + "_" + messages.incrementAndGet();
    ObjectNode header =
        Wire.object()
            .put("msg_id", id)
            .put("msg_type", type)
            .put("session", session)
            .put("username", "client")
            .put("version", Outbox.PROTOCOL);
    send(
        channel,
        wire.encode(new Message(List.of(), header, Wire.object(), Wire.object(), content)));
    return id;
  }

  /** Sends frames as they are. */
  void send(Channel channel, List<byte[]> frames) {
    ZMsg message = new ZMsg();
    frames.forEach(message::add);
    message.send(socket(channel));
  }

  /** The next message of a channel; null if none comes within so many ms. */
  @Nullable Message receive(Channel channel, int timeout) {
    socket(channel).setReceiveTimeOut(timeout);
    ZMsg message = ZMsg.recvMsg(socket(channel));
    if (message == null) {
      return null;
    }
    List<byte[]> frames = new ArrayList<>();
    message.forEach(frame -> frames.add(frame.getData()));
    try {
      return wire.decode(frames);
    } catch (BadMessage e) {
      throw new IllegalStateException("the kernel sent " + e.getMessage(), e);
    }
  }

  /** Asks the kernel to end. */
  public void shutdown() {
    send(Channel.CONTROL, "shutdown_request", Wire.object().put("restart", false));
    receive(Channel.CONTROL, 5000);
  }

  @Override
  public void close() {
    context.close();
  }
}
