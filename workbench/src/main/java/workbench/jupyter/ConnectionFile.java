package workbench.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a kernel listens, as a front end wrote it into the connection file.
 *
 * @param ip the address to bind
 * @param shellPort TCP port of requests
 * @param controlPort TCP port of requests that must not wait
 * @param stdinPort TCP port of the kernel's questions
 * @param iopubPort TCP port of outputs
 * @param heartbeatPort TCP port of the echo
 * @param key the secret of the signatures; empty if messages are not signed
 */
public record ConnectionFile(
    String ip,
    int shellPort,
    int controlPort,
    int stdinPort,
    int iopubPort,
    int heartbeatPort,
    String key) {

  /**
   * Reads a connection file.
   *
   * @throws IllegalArgumentException if it cannot be read, or asks for what this kernel has not
   */
  public static ConnectionFile read(Path file) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read the connection file " + file + ": " + e.getMessage(), e);
    }
    expect(file, json, "transport", "tcp");
    expect(file, json, "signature_scheme", "hmac-sha256");
    return new ConnectionFile(
        json.path("ip").asText("127.0.0.1"),
        port(file, json, "shell_port"),
        port(file, json, "control_port"),
        port(file, json, "stdin_port"),
        port(file, json, "iopub_port"),
        port(file, json, "hb_port"),
        json.path("key").asText(""));
  }

  /**
   * Free ports of this machine, for a front end in this JVM.
   *
   * @param key the secret of the signatures; empty if messages are not signed
   * @throws UncheckedIOException if there are none
   */
  public static ConnectionFile local(String key) {
    int[] ports = new int[5];
    List<ServerSocket> taken = new ArrayList<>();
    try {
      for (int i = 0; i < ports.length; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        taken.add(socket);
        ports[i] = socket.getLocalPort();
      }
      for (ServerSocket socket : taken) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no free ports: " + e.getMessage(), e);
    }
    return new ConnectionFile("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], key);
  }

  private static void expect(Path file, JsonNode json, String field, String wanted) {
    String found = json.path(field).asText(wanted);
    if (!found.equals(wanted)) {
      throw new IllegalArgumentException(
          "the connection file %s asks for %s %s; this kernel offers %s"
              .formatted(file, field, found, wanted));
    }
  }

  private static int port(Path file, JsonNode json, String field) {
    int port = json.path(field).asInt(-1);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "the connection file %s has no port in %s".formatted(file, field));
    }
    return port;
  }

  /** What to bind for a port. */
  String endpoint(int port) {
    return "tcp://" + ip + ":" + port;
  }
}
