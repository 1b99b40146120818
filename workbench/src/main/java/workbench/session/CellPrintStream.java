package workbench.session;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A System.out or System.err that hands text to the session of the thread as it is, in one piece a
 * call: a PrintStream's own way over bytes takes several times as long, and lets lines of two
 * threads mix.
 */
final class CellPrintStream extends PrintStream {
  private final String name;
  private final PrintStream original;

  /**
   * @param name {@code stdout} or {@code stderr}
   * @param original where threads of no session print
   */
  CellPrintStream(String name, PrintStream original) {
    super(new Bytes(name, original), true, StandardCharsets.UTF_8);
    this.name = name;
    this.original = original;
  }

  private void text(String text) {
    OutputBuffer output = CellStreams.current();
    if (output == null) {
      original.print(text);
    } else {
      output.print(name, text);
    }
  }

  private void line(String text) {
    text(text.concat(System.lineSeparator()));
  }

  @Override
  public void print(@Nullable String s) {
    text(String.valueOf(s));
  }

  @Override
  public void print(@Nullable Object o) {
    text(String.valueOf(o));
  }

  @Override
  public void print(char[] s) {
    text(String.valueOf(s));
  }

  @Override
  public void print(boolean b) {
    text(String.valueOf(b));
  }

  @Override
  public void print(char c) {
    text(String.valueOf(c));
  }

  @Override
  public void print(int i) {
    text(String.valueOf(i));
  }

  @Override
  public void print(long l) {
    text(String.valueOf(l));
  }

  @Override
  public void print(float f) {
    text(String.valueOf(f));
  }

  @Override
  public void print(double d) {
    text(String.valueOf(d));
  }

  @Override
  public void println() {
    line("");
  }

  @Override
  public void println(@Nullable String s) {
    line(String.valueOf(s));
  }

  @Override
  public void println(@Nullable Object o) {
    line(String.valueOf(o));
  }

  @Override
  public void println(char[] s) {
    line(String.valueOf(s));
  }

  @Override
  public void println(boolean b) {
    line(String.valueOf(b));
  }

  @Override
  public void println(char c) {
    line(String.valueOf(c));
  }

  @Override
  public void println(int i) {
    line(String.valueOf(i));
  }

  @Override
  public void println(long l) {
    line(String.valueOf(l));
  }

  @Override
  public void println(float f) {
    line(String.valueOf(f));
  }

  @Override
  public void println(double d) {
    line(String.valueOf(d));
  }

  /** Where bytes go that a cell writes itself. */
  private static final class Bytes extends OutputStream {
    private final String name;
    private final PrintStream original;

    Bytes(String name, PrintStream original) {
      this.name = name;
      this.original = original;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      OutputBuffer output = CellStreams.current();
      if (output == null) {
        original.write(bytes, offset, length);
      } else {
        output.print(name, Arrays.copyOfRange(bytes, offset, offset + length));
      }
    }

    @Override
    public void flush() {
      if (CellStreams.current() == null) {
        original.flush();
      }
    }
  }
}
