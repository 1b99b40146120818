package workbench.session;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The times of {@code %time}: of the wall, and of all processors together. */
final class Stopwatch {
  private final CellControl control;
  private final long wall = System.nanoTime();
  private final long cpu = cpuNanos();
  private final long ran;

  private Stopwatch(CellControl control) {
    this.control = control;
    ran = control.ranNanos();
  }

  /** Begins to count. */
  static Stopwatch start(CellControl control) {
    return new Stopwatch(control);
  }

  /** What was counted, for people. */
  String read() {
    long running = control.ranNanos() - ran;
    long compiling = Math.max(0, System.nanoTime() - wall - running);
    return "time: %s (and %s to compile), CPU %s"
        .formatted(text(running), text(compiling), text(cpuNanos() - cpu));
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static String text(long nanos) {
    if (nanos < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
    }
    return nanos < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }
}
