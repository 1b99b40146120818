package mm.trace;

import mm.FaultMonitor;
import mm.Userfaultfd;
import mm.abi.Uffd;
import org.jspecify.annotations.Nullable;

/**
 * The monitor of all descriptors: writes each message into the log, and applies the policy to a
 * fault when its message is read.
 */
final class PolicyMonitor implements FaultMonitor {
  private final Places places;
  private final Processes processes;
  private final StringBuilder events;
  private Policy policy = Policy.NONE;
  private @Nullable Userfaultfd forkedDescriptor;

  PolicyMonitor(Places places, Processes processes, StringBuilder events) {
    this.places = places;
    this.processes = processes;
    this.events = events;
  }

  void change(Policy.Change change) {
    policy = policy.with(change);
  }

  /** The descriptor that came with the last fork message, or null if none came since. */
  @Nullable Userfaultfd takeForkedDescriptor() {
    Userfaultfd descriptor = forkedDescriptor;
    forkedDescriptor = null;
    return descriptor;
  }

  @Override
  public void pagefault(Userfaultfd uffd, int flags, long address) {
    boolean minor = (flags & Uffd.PAGEFAULT_FLAG_MINOR) != 0;
    boolean wp = (flags & Uffd.PAGEFAULT_FLAG_WP) != 0;
    boolean write = (flags & Uffd.PAGEFAULT_FLAG_WRITE) != 0;
    long index = places.indexAt(address);
    long bytes = places.pageBytesAt(address);
    long page = address & -bytes;
    begin(uffd).append(minor ? "minor" : wp ? "wp" : "missing");
    events.append(write ? " write " : " read ");
    events.append(places.nameAt(address)).append(' ').append(index).append(": ");
    String action;
    if (minor) {
      action = UffdCalls.resolve(uffd, policy.minor(), page, bytes);
    } else if (wp) {
      action = UffdCalls.resolve(uffd, policy.wp(), page, bytes);
    } else {
      action = UffdCalls.resolve(uffd, policy, page, index, bytes);
    }
    events.append(action).append(']');
  }

  @Override
  public void fork(Userfaultfd uffd, Userfaultfd child) {
    forkedDescriptor = child;
    begin(uffd).append("fork P").append(processes.forking()).append(']');
  }

  @Override
  public void remap(Userfaultfd uffd, long from, long to, long length) {
    range(begin(uffd), "remap", from, from + length);
    events.append(" to ").append(places.indexAt(to)).append(']');
  }

  @Override
  public void remove(Userfaultfd uffd, long start, long end) {
    range(begin(uffd), "remove", start, end).append(']');
  }

  @Override
  public void unmap(Userfaultfd uffd, long start, long end) {
    range(begin(uffd), "unmap", start, end).append(']');
  }

  private StringBuilder begin(Userfaultfd uffd) {
    return events.append(" [P").append(processes.numberOf(uffd.task())).append(' ');
  }

  private StringBuilder range(StringBuilder text, String kind, long start, long end) {
    long first = places.indexAt(start);
    long last = first + (end - start) / places.pageBytesAt(start) - 1;
    text.append(kind).append(' ').append(places.nameAt(start)).append(' ');
    return text.append(first).append("..").append(last);
  }
}
