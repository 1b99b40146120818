package mm.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What replaying a file gave.
 *
 * @param text the log, or the one line {@code error: line N: …} of a bad trace
 * @param exitCode one of {@link #DONE}, {@link #BAD_TRACE}, {@link #MODEL_FAILED}, {@link #HUNG}
 */
public record ReplayedLog(String text, int exitCode) {
  /** The trace was carried out. */
  public static final int DONE = 0;

  /** The trace is bad; nothing was carried out. */
  public static final int BAD_TRACE = 2;

  /** The model broke; the log ends in the line before, and a last line says how. */
  public static final int MODEL_FAILED = 3;

  /** An operation never came back. */
  public static final int HUNG = 4;

  /**
   * Replays the trace in {@code file}.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  public static ReplayedLog of(Path file, KernelFactory kernels) {
    return of(read(file), kernels);
  }

  /** Replays the trace {@code text}. */
  public static ReplayedLog of(String text, KernelFactory kernels) {
    Trace trace;
    try {
      trace = TraceParser.parse(text);
    } catch (TraceException e) {
      return new ReplayedLog(e.getMessage() + "\n", BAD_TRACE);
    }
    StringBuilder log = new StringBuilder();
    try {
      boolean ended = Replayer.replay(trace, kernels, log);
      return new ReplayedLog(log.toString(), ended ? DONE : HUNG);
    } catch (AssertionError | RuntimeException e) {
      // The process boundary: one broken replay must not hide the results of the others.
      return new ReplayedLog(log + failure(e), MODEL_FAILED);
    }
  }

  private static String failure(Throwable e) {
    StackTraceElement[] frames = e.getStackTrace();
    String where = frames.length == 0 ? "" : " at " + frames[0];
    return "model failed: " + e + where + "\n";
  }

  /** The text of a trace or log; bytes beyond ASCII are kept as they are, as words nobody knows. */
  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read '" + file + "': " + e, e);
    }
  }
}
