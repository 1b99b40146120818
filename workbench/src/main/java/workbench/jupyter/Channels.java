package workbench.jupyter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import org.zeromq.ZMsg;

/**
 * The sockets of a kernel. ZeroMQ sockets belong to one thread, so {@link #run} owns them all;
 * other threads hand in what is to be sent, and it leaves in that order.
 */
final class Channels {
  /** How long what was sent may take to leave after the end, ms. */
  private static final int LINGER = 1000;

  /** Takes the frames that came in, on the thread of {@link #run}. */
  interface Receiver {
    void received(Channel channel, List<byte[]> frames);
  }

  private record Outgoing(Channel channel, List<byte[]> frames) {}

  private final ZContext context = new ZContext();
  private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
  private final ZMQ.Socket heartbeat;
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Pipe wake;
  private volatile boolean closing;

  /**
   * Binds all sockets.
   *
   * @throws IllegalArgumentException naming the port that is taken
   */
  Channels(ConnectionFile connection) {
    try {
      wake = Pipe.open();
      wake.source().configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open a pipe: " + e.getMessage(), e);
    }
    context.setLinger(LINGER);
    try {
      sockets.put(Channel.SHELL, bound(SocketType.ROUTER, connection, connection.shellPort()));
      sockets.put(Channel.CONTROL, bound(SocketType.ROUTER, connection, connection.controlPort()));
      sockets.put(Channel.STDIN, bound(SocketType.ROUTER, connection, connection.stdinPort()));
      sockets.put(Channel.IOPUB, bound(SocketType.PUB, connection, connection.iopubPort()));
      heartbeat = bound(SocketType.REP, connection, connection.heartbeatPort());
    } catch (IllegalArgumentException e) {
      context.close();
      throw e;
    }
  }

  private ZMQ.Socket bound(SocketType type, ConnectionFile connection, int port) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setLinger(LINGER);
    // Without a mark, a reader that is slow for a moment loses nothing.
    socket.setHWM(0);
    if (type == SocketType.ROUTER) {
      // A front end that comes back under its old identity takes over from its dead connection.
      socket.setRouterHandover(true);
    }
    String endpoint = connection.endpoint(port);
    try {
      if (socket.bind(endpoint)) {
        return socket;
      }
    } catch (ZMQException e) {
      throw new IllegalArgumentException(
          "cannot listen at " + endpoint + ": " + e.getMessage() + "; start the kernel again", e);
    }
    throw new IllegalArgumentException("cannot listen at " + endpoint + "; start the kernel again");
  }

  /** Has these frames sent; from any thread. */
  void send(Channel channel, List<byte[]> frames) {
    outgoing.add(new Outgoing(channel, frames));
    wakeUp();
  }

  /** Makes {@link #run} send what it has been given, and end; from any thread. */
  void close() {
    closing = true;
    wakeUp();
  }

  private void wakeUp() {
    if (woken.compareAndSet(false, true)) {
      try {
        wake.sink().write(ByteBuffer.wrap(new byte[1]));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot wake the channels: " + e.getMessage(), e);
      }
    }
  }

  /** Sends and receives until {@link #close}. */
  void run(Receiver receiver) {
    List<Channel> incoming = List.of(Channel.CONTROL, Channel.SHELL, Channel.STDIN);
    try (ZMQ.Poller poller = context.createPoller(incoming.size() + 2)) {
      incoming.forEach(channel -> poller.register(socket(channel), ZMQ.Poller.POLLIN));
      poller.register(heartbeat, ZMQ.Poller.POLLIN);
      poller.register(wake.source(), ZMQ.Poller.POLLIN);
      while (!closing) {
        poller.poll(-1);
        sendAll();
        echo();
        incoming.forEach(channel -> receiveAll(channel, receiver));
      }
      sendAll();
    } finally {
      // Waits for what was sent, as long as sockets may linger.
      context.close();
    }
  }

  private ZMQ.Socket socket(Channel channel) {
    return java.util.Objects.requireNonNull(sockets.get(channel));
  }

  private void sendAll() {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(16);
      if (wake.source().read(bytes) > 0) {
        woken.set(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the pipe: " + e.getMessage(), e);
    }
    for (Outgoing out = outgoing.poll(); out != null; out = outgoing.poll()) {
      ZMQ.Socket socket = socket(out.channel());
      int last = out.frames().size() - 1;
      for (int i = 0; i <= last; i++) {
        socket.send(out.frames().get(i), i < last ? ZMQ.SNDMORE : 0);
      }
    }
  }

  private void receiveAll(Channel channel, Receiver receiver) {
    for (ZMsg message = ZMsg.recvMsg(socket(channel), ZMQ.DONTWAIT);
        message != null;
        message = ZMsg.recvMsg(socket(channel), ZMQ.DONTWAIT)) {
      List<byte[]> frames = new ArrayList<>(message.size());
      message.forEach(frame -> frames.add(frame.getData()));
      receiver.received(channel, frames);
    }
  }

  /** Answers the heartbeat with what it sent. */
  private void echo() {
    for (byte[] beat = heartbeat.recv(ZMQ.DONTWAIT);
        beat != null;
        beat = heartbeat.recv(ZMQ.DONTWAIT)) {
      heartbeat.send(beat);
    }
  }
}
