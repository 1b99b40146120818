package mm.probe;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import mm.FaultMonitor;
import mm.Userfaultfd;
import mm.abi.Uffd;
import org.jspecify.annotations.Nullable;

/**
 * The handler of the probes: lets writes through, fills what is missing with bytes of 0x5A, maps
 * what is in the cache.
 */
final class ProbeMonitor implements FaultMonitor {
  private final long pageBytes;
  private final MemorySegment fill;
  private final List<String> events = new ArrayList<>();
  private int copyMode;
  private @Nullable Userfaultfd child;

  ProbeMonitor(long pageBytes) {
    this.pageBytes = pageBytes;
    this.fill = MemorySegment.ofArray(new long[(int) (2 * pageBytes / 8)]).fill((byte) 0x5A);
  }

  void setCopyMode(int mode) {
    copyMode = mode;
  }

  /** Two pages of it. */
  MemorySegment fill() {
    return fill;
  }

  /** The events since the last call, "-" for none. */
  String drain() {
    String text = events.isEmpty() ? "-" : String.join(" ", events);
    events.clear();
    return text;
  }

  /** Whether a fork was told of; its descriptor stays open. */
  boolean hasChild() {
    return child != null;
  }

  @Override
  public void pagefault(Userfaultfd uffd, int flags, long address) {
    long page = address & -pageBytes;
    if ((flags & Uffd.PAGEFAULT_FLAG_WP) != 0) {
      events.add(flags == 3 ? "WP" : "WP(flags " + flags + ")");
      uffd.writeprotect(page, pageBytes, 0);
    } else if ((flags & Uffd.PAGEFAULT_FLAG_MINOR) != 0) {
      events.add((flags & Uffd.PAGEFAULT_FLAG_WRITE) != 0 ? "MINOR(w)" : "MINOR(r)");
      uffd.continueRange(page, pageBytes, copyMode);
    } else {
      events.add((flags & Uffd.PAGEFAULT_FLAG_WRITE) != 0 ? "MISS(w)" : "MISS(r)");
      uffd.copy(page, fill, pageBytes, copyMode);
    }
  }

  @Override
  public void fork(Userfaultfd uffd, Userfaultfd forked) {
    child = forked;
  }
}
