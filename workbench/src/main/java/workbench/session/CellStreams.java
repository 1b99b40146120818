package workbench.session;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * System.out and System.err of cells. The two streams of the JVM are replaced once by ones that ask
 * the thread which session it belongs to; threads of no session keep the original ones.
 */
final class CellStreams {
  private static final InheritableThreadLocal<@Nullable BiConsumer<String, byte[]>> SINK =
      new InheritableThreadLocal<>();
  private static boolean installed;

  private CellStreams() {}

  static synchronized void install() {
    if (!installed) {
      installed = true;
      System.setOut(
          new PrintStream(new Switch("stdout", System.out), true, StandardCharsets.UTF_8));
      System.setErr(
          new PrintStream(new Switch("stderr", System.err), true, StandardCharsets.UTF_8));
    }
  }

  /**
   * From now on what this thread and its children print goes to {@code sink}: stream name, bytes.
   */
  static void bind(@Nullable BiConsumer<String, byte[]> sink) {
    SINK.set(sink);
  }

  private static final class Switch extends OutputStream {
    private final String name;
    private final PrintStream original;

    Switch(String name, PrintStream original) {
      this.name = name;
      this.original = original;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      BiConsumer<String, byte[]> sink = SINK.get();
      if (sink == null) {
        original.write(bytes, offset, length);
      } else {
        sink.accept(name, java.util.Arrays.copyOfRange(bytes, offset, offset + length));
      }
    }

    @Override
    public void flush() {
      if (SINK.get() == null) {
        original.flush();
      }
    }
  }
}
