package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A Jupyter kernel for Java cells. */
public final class Kernel {
  private static final System.Logger LOG = System.getLogger(Kernel.class.getName());

  private final Channels channels;
  private final Wire wire;
  private final Outbox outbox;
  private final Questions questions;
  private final LinkedBlockingQueue<Request> control = new LinkedBlockingQueue<>();
  private final Shell shell;

  /**
   * Binds the kernel's sockets.
   *
   * @param folder under which datasets/ and plots/ of cells go
   * @throws IllegalArgumentException naming the port that is taken
   */
  public Kernel(ConnectionFile connection, Path folder) {
    channels = new Channels(connection);
    wire = new Wire(connection.key());
    outbox = new Outbox(channels, wire);
    questions = new Questions(outbox);
    shell = new Shell(outbox, new CellOutputs(outbox, questions, folder));
  }

  /** Serves front ends until one of them asks for the end. */
  public void run() {
    outbox.starting();
    start("jupyter shell", shell::run);
    start("jupyter control", this::control);
    channels.run(this::received);
  }

  /** Ends {@link #run}; from any thread. */
  public void close() {
    channels.close();
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void received(Channel channel, List<byte[]> frames) {
    Message message;
    try {
      message = wire.decode(frames);
    } catch (BadMessage e) {
      LOG.log(System.Logger.Level.WARNING, "ignored on " + channel + ": " + e.getMessage());
      return;
    }
    Request request = new Request(channel, message);
    switch (channel) {
      case STDIN -> questions.answered(message);
      case CONTROL -> control.add(request);
      default -> {
        if (request.type().equals("shutdown_request")) {
          control.add(request);
        } else {
          shell.add(request);
        }
      }
    }
  }

  private void control() {
    try {
      while (true) {
        Request request = control.take();
        outbox.status(request.message(), "busy");
        ObjectNode reply = controlReply(request);
        if (reply != null) {
          outbox.reply(request, reply);
        }
        outbox.status(request.message(), "idle");
        if (request.type().equals("shutdown_request")) {
          shell.interrupt();
          channels.close();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable ObjectNode controlReply(Request request) {
    return switch (request.type()) {
      case "kernel_info_request" -> KernelInfo.reply();
      case "interrupt_request" -> {
        shell.interrupt();
        yield Replies.ok();
      }
      case "shutdown_request" -> {
        ObjectNode reply =
            Replies.ok().put("restart", request.content().path("restart").asBoolean());
        outbox.publish(request.message(), "shutdown_reply", reply);
        yield reply;
      }
      default -> null;
    };
  }
}
