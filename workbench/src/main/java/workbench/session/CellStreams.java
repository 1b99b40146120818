package workbench.session;

import org.jspecify.annotations.Nullable;

/**
 * System.out and System.err of cells. The two streams of the JVM are replaced once by ones that ask
 * the thread which session it belongs to; threads of no session keep the original ones.
 */
final class CellStreams {
  private static final InheritableThreadLocal<@Nullable OutputBuffer> CURRENT =
      new InheritableThreadLocal<>();
  private static boolean installed;

  private CellStreams() {}

  static synchronized void install() {
    if (!installed) {
      installed = true;
      System.setOut(new CellPrintStream("stdout", System.out));
      System.setErr(new CellPrintStream("stderr", System.err));
    }
  }

  /** From now on what this thread and its children print goes to {@code output}. */
  static void bind(@Nullable OutputBuffer output) {
    CURRENT.set(output);
  }

  /** Where this thread prints; null if it belongs to no session. */
  static @Nullable OutputBuffer current() {
    return CURRENT.get();
  }
}
