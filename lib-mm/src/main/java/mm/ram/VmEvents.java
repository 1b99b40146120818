package mm.ram;

import mm.abi.VmEvent;

/** One counter for each {@link VmEvent}. */
public final class VmEvents {
  private final long[] counts = new long[VmEvent.values().length];

  public void add(VmEvent event) {
    counts[event.ordinal()]++;
  }

  public void add(VmEvent event, long n) {
    counts[event.ordinal()] += n;
  }

  public long count(VmEvent event) {
    return counts[event.ordinal()];
  }
}
