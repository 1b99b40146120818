package mm.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import mm.FaultMonitor;
import mm.Userfaultfd;
import mm.abi.Uffd;
import org.jspecify.annotations.Nullable;

/**
 * The monitor of a script: writes down the messages, and answers a write to a protected page by
 * taking the protection off. Whoever misses a page is left asleep, so that the script can see it.
 */
final class EventLog implements FaultMonitor {
  private final long pageBytes;
  private final List<String> events = new ArrayList<>();
  private @Nullable Userfaultfd forked;

  EventLog(long pageBytes) {
    this.pageBytes = pageBytes;
  }

  @Override
  public void pagefault(Userfaultfd uffd, int flags, long address) {
    events.add(name(flags));
    if ((flags & Uffd.PAGEFAULT_FLAG_WP) != 0) {
      uffd.writeprotect(address & -pageBytes, pageBytes, 0);
    }
  }

  @Override
  public void fork(Userfaultfd uffd, Userfaultfd child) {
    forked = child;
  }

  /** The descriptor that came with the last EVENT_FORK, or null. */
  @Nullable Userfaultfd forked() {
    return forked;
  }

  /** The messages since the last call. */
  List<String> drain() {
    List<String> drained = List.copyOf(events);
    events.clear();
    return drained;
  }

  /**
   * {@code PF(W|WP)}: the flags of UFFD_EVENT_PAGEFAULT; none of them is a read of a missing page.
   */
  static String name(int flags) {
    StringJoiner name = new StringJoiner("|", "PF(", ")");
    if ((flags & Uffd.PAGEFAULT_FLAG_WRITE) != 0) {
      name.add("W");
    }
    if ((flags & Uffd.PAGEFAULT_FLAG_WP) != 0) {
      name.add("WP");
    }
    if ((flags & Uffd.PAGEFAULT_FLAG_MINOR) != 0) {
      name.add("MINOR");
    }
    return name.toString();
  }
}
