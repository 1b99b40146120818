package workbench.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gathers what cells print, so that the listener gets few large pieces and not one per print. A
 * character whose bytes have come in part waits for the rest.
 */
final class OutputBuffer {
  /** Bytes of output that one cell may print; more is counted and left out. */
  private static final int MAX_OUTPUT = 4_000_000;

  /** Bytes that are gathered before they are handed on. */
  private static final int PIECE = 32_768;

  private final SessionListener listener;
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private String stream = "stdout";
  private int printed;

  OutputBuffer(SessionListener listener) {
    this.listener = listener;
  }

  /** A new cell begins: its output is counted from nothing. */
  synchronized void begin() {
    printed = 0;
  }

  synchronized void print(String name, byte[] bytes) {
    if (printed > MAX_OUTPUT) {
      return;
    }
    if (!name.equals(stream)) {
      flush(true);
      stream = name;
    }
    if (gathered.size() == 0) {
      listener.printed();
    }
    printed += bytes.length;
    gathered.writeBytes(bytes);
    if (printed > MAX_OUTPUT) {
      String notice =
          "\n… more than %d bytes: the rest of this cell's output is left out\n"
              .formatted(MAX_OUTPUT);
      gathered.writeBytes(notice.getBytes(StandardCharsets.UTF_8));
    }
    if (gathered.size() >= PIECE) {
      flush(false);
    }
  }

  /**
   * Hands on what has been gathered.
   *
   * @param all also the bytes of a character that is not whole
   */
  synchronized void flush(boolean all) {
    byte[] bytes = gathered.toByteArray();
    int end = all ? bytes.length : wholeCharacters(bytes);
    if (end == 0) {
      return;
    }
    gathered.reset();
    gathered.write(bytes, end, bytes.length - end);
    listener.stream(stream, new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8));
  }

  /** How many of these bytes of UTF-8 come before a character that is cut off at their end. */
  private static int wholeCharacters(byte[] bytes) {
    for (int back = 1; back <= Math.min(3, bytes.length); back++) {
      int lead = bytes[bytes.length - back] & 0xff;
      if (lead >= 0xc0) {
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        return length > back ? bytes.length - back : bytes.length;
      }
      if (lead < 0x80) {
        break;
      }
    }
    return bytes.length;
  }
}
