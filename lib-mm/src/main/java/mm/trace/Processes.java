package mm.trace;

import mm.Task;
import org.jspecify.annotations.Nullable;

/** The processes that are alive while a trace is replayed. */
final class Processes {
  private static final int NONE = -1;

  private final @Nullable TracedProcess[] alive = new TracedProcess[Trace.PROCESSES];
  private int forking = NONE;

  /** The process with this number; the parser made sure that it is alive. */
  TracedProcess get(int number) {
    TracedProcess process = alive[number];
    if (process == null) {
      throw new IllegalArgumentException("no such process: number=" + number);
    }
    return process;
  }

  void add(TracedProcess process) {
    alive[process.number()] = process;
    forking = NONE;
  }

  void remove(int number) {
    alive[number] = null;
  }

  /** Notes that {@code child} is about to come from a fork. */
  void beginFork(int child) {
    forking = child;
  }

  /** Number of the process that is being made. */
  int forking() {
    return forking;
  }

  /** Number of the process that runs {@code task}. */
  int numberOf(Task task) {
    for (TracedProcess process : alive) {
      if (process != null && process.task() == task) {
        return process.number();
      }
    }
    return forking;
  }

  /**
   * Lets every toucher that was woken go on until all are quiet. Touches that end are told at once;
   * those that sleep again after some progress are told after everything else.
   */
  void settle(StringBuilder events) {
    boolean progress = true;
    while (progress) {
      progress = false;
      for (TracedProcess process : alive) {
        if (process != null && process.toucher().isReady()) {
          progress = true;
          resume(process, events);
        }
      }
    }
    for (TracedProcess process : alive) {
      if (process != null && process.toucher().hasNews()) {
        tellResumed(process, events);
      }
    }
  }

  private static void resume(TracedProcess process, StringBuilder events) {
    process.toucher().resume();
    if (!process.toucher().isOccupied()) {
      tellResumed(process, events);
    }
  }

  private static void tellResumed(TracedProcess process, StringBuilder events) {
    events.append(" [P").append(process.number()).append(" resumed ");
    events.append(process.toucher().takeResults()).append(']');
  }

  /** Whether a thread faults for ever. */
  boolean hasHung() {
    for (TracedProcess process : alive) {
      if (process != null && process.toucher().isHung()) {
        return true;
      }
    }
    return false;
  }
}
