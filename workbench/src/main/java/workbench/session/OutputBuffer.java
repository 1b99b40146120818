package workbench.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gathers what cells print, so that the listener gets few large pieces and not one per print. Bytes
 * are taken as UTF-8; a character whose bytes have come in part waits for the rest.
 */
final class OutputBuffer {
  /** Characters of output that one cell may print; more is counted and left out. */
  private static final int MAX_OUTPUT = 4_000_000;

  /** Characters that are gathered before they are handed on. */
  private static final int PIECE = 1 << 20;

  private final SessionListener listener;
  private final StringBuilder gathered = new StringBuilder();
  private byte[] partial = {};
  private String stream = "stdout";
  private int printed;

  OutputBuffer(SessionListener listener) {
    this.listener = listener;
  }

  /** A new cell begins: its output is counted from nothing. */
  synchronized void begin() {
    printed = 0;
  }

  /** Takes text that was printed to a stream. */
  synchronized void print(String name, String text) {
    select(name);
    endCharacter();
    append(text);
  }

  /** Takes bytes that were written to a stream. */
  synchronized void print(String name, byte[] bytes) {
    select(name);
    byte[] all = Arrays.copyOf(partial, partial.length + bytes.length);
    System.arraycopy(bytes, 0, all, partial.length, bytes.length);
    int whole = wholeCharacters(all);
    partial = Arrays.copyOfRange(all, whole, all.length);
    append(new String(all, 0, whole, StandardCharsets.UTF_8));
  }

  private void select(String name) {
    if (!name.equals(stream)) {
      endCharacter();
      flush();
      stream = name;
    }
  }

  /** What has come of a character is all that will come. */
  private void endCharacter() {
    if (partial.length > 0) {
      byte[] bytes = partial;
      partial = new byte[0];
      append(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private void append(String text) {
    if (printed > MAX_OUTPUT || text.isEmpty()) {
      return;
    }
    if (gathered.isEmpty()) {
      listener.printed();
    }
    printed += text.length();
    gathered.append(text);
    if (printed > MAX_OUTPUT) {
      gathered
          .append("\n… more than ")
          .append(MAX_OUTPUT)
          .append(" characters: the rest of this cell's output is left out\n");
    }
    if (gathered.length() >= PIECE) {
      flush();
    }
  }

  /** Hands on what has been gathered. */
  synchronized void flush() {
    if (!gathered.isEmpty()) {
      String text = gathered.toString();
      gathered.setLength(0);
      listener.stream(stream, text);
    }
  }

  /** Hands on everything: the cell has ended. */
  synchronized void end() {
    endCharacter();
    flush();
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
