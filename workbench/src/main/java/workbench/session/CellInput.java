package workbench.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * System.in of cells. The stream of the JVM is replaced once by one that asks the thread which
 * session it belongs to; threads of no session keep the original one.
 */
final class CellInput {
  private static final InheritableThreadLocal<@Nullable CellInput> CURRENT =
      new InheritableThreadLocal<>();
  private static boolean installed;

  private final JavaSession session;
  private final SessionListener listener;
  private byte[] line = {};
  private int position;

  CellInput(JavaSession session, SessionListener listener) {
    this.session = session;
    this.listener = listener;
  }

  static synchronized void install() {
    if (!installed) {
      installed = true;
      System.setIn(new Switch(System.in));
    }
  }

  /** From now on this thread and its children read from {@code input}. */
  static void bind(@Nullable CellInput input) {
    CURRENT.set(input);
  }

  /** Forgets what is left of a line: a new cell begins. */
  synchronized void begin() {
    position = line.length;
  }

  private int read(byte[] bytes, int offset, int length) throws IOException {
    int count = take(bytes, offset, length);
    if (count > 0) {
      return count;
    }
    // Not under the lock: a thread of an old cell may wait here for ever.
    session.flush();
    String text = listener.readLine();
    if (text == null) {
      return -1;
    }
    refill(text);
    return take(bytes, offset, length);
  }

  private synchronized int take(byte[] bytes, int offset, int length) {
    int count = Math.min(length, line.length - position);
    System.arraycopy(line, position, bytes, offset, count);
    position += count;
    return count;
  }

  private synchronized void refill(String text) {
    line = (text + "\n").getBytes(StandardCharsets.UTF_8);
    position = 0;
  }

  private synchronized int available() {
    return line.length - position;
  }

  private static final class Switch extends InputStream {
    private final InputStream original;

    Switch(InputStream original) {
      this.original = original;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int count = read(one, 0, 1);
      return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      CellInput input = CURRENT.get();
      return input == null
          ? original.read(bytes, offset, length)
          : input.read(bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
      CellInput input = CURRENT.get();
      return input == null ? original.available() : input.available();
    }
  }
}
