package mm.trace;

import mm.UserThread;
import mm.abi.Access;
import mm.abi.Errno;
import mm.trace.Action.TouchAction;

/**
 * The thread of a process that reads and writes memory and prefaults, and the touch that it is at:
 * how far it has come and what of it has not been logged yet.
 */
final class Toucher {
  /**
   * Faults of one page that a monitor answers without the access ever being made, after which the
   * thread counts as faulting for ever. A kernel would go on; the language calls it {@code hang}.
   */
  private static final int ENDLESS = 1000;

  private final UserThread thread;
  private final RunLengthList results = new RunLengthList();
  private TouchAction touch = new Action.Read(new Action.Range(0, 0, 0, 1));
  private long address;
  private long page;
  private boolean underWay;
  private boolean hung;

  Toucher(UserThread thread) {
    this.thread = thread;
  }

  /** Whether a touch is under way: asleep, ready to go on, or hung. */
  boolean isOccupied() {
    return underWay;
  }

  /** Whether the touch under way can go on. */
  boolean isReady() {
    return underWay && !hung && !thread.asleep();
  }

  boolean isHung() {
    return hung;
  }

  /** Whether pages (or the populate call) were finished that no log line told yet. */
  boolean hasNews() {
    return !results.isEmpty();
  }

  /** Begins a touch of memory at {@code start} and runs it as far as it goes. */
  void start(TouchAction action, long start) {
    touch = action;
    address = start;
    page = 0;
    underWay = true;
    resume();
  }

  /** Goes on until the touch has ended, sleeps, or hangs. */
  void resume() {
    int rounds = 0;
    do {
      long before = page;
      underWay = !advance();
      rounds = page == before ? rounds + 1 : 0;
      hung |= rounds > ENDLESS;
    } while (isReady());
  }

  /** The results since they were last taken, and at the end what became of the touch. */
  String takeResults() {
    if (underWay) {
      results.add(hung ? Results.HANG : "blocked");
    }
    return results.take();
  }

  /** Whether the touch has ended. */
  private boolean advance() {
    return switch (touch) {
      case Action.Read read -> load(read.range());
      case Action.Write write -> store(write.range(), write.value());
      case Action.Populate populate -> populate(populate);
    };
  }

  private boolean load(Action.Range range) {
    for (; page < range.pages(); page++) {
      Access access = thread.load(address + page * range.unit());
      if (isStopped(access)) {
        return false;
      }
      results.add(access == Access.OK ? Long.toUnsignedString(thread.value()) : signal(access));
    }
    return true;
  }

  private boolean store(Action.Range range, long value) {
    for (; page < range.pages(); page++) {
      Access access = thread.store(address + page * range.unit(), value + page);
      if (isStopped(access)) {
        return false;
      }
      results.add(access == Access.OK ? Results.OK : signal(access));
    }
    return true;
  }

  private boolean populate(Action.Populate populate) {
    if (isStopped(thread.populate(address, populate.range().length(), populate.write()))) {
      return false;
    }
    int result = thread.populateResult();
    results.add(result == 0 ? Results.OK : Errno.name(result));
    return true;
  }

  private boolean isStopped(Access access) {
    hung |= access == Access.HANG;
    return access == Access.BLOCKED || access == Access.HANG;
  }

  private static String signal(Access access) {
    return switch (access) {
      case SIGBUS_ADRERR -> "SIGBUS(adrerr)";
      case SIGBUS_MCEERR -> "SIGBUS(mceerr)";
      case SIGSEGV_MAPERR -> "SIGSEGV(maperr)";
      case SIGSEGV_ACCERR -> "SIGSEGV(accerr)";
      default -> throw new AssertionError("not a signal that the language knows: " + access);
    };
  }
}
