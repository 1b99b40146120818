package mm.proc;

import java.util.EnumMap;
import java.util.Map;
import mm.abi.VmEvent;
import mm.ram.VmEvents;

/**
 * The counters of a machine at one moment, as /proc/vmstat gives them.
 *
 * @param events how often each event has happened since boot
 * @param pageTablePages nodes of page tables in use (nr_page_table_pages)
 * @param usedFrames 4 KiB frames in use
 */
public record Vmstat(Map<VmEvent, Long> events, long pageTablePages, long usedFrames) {
  /** The counters as they are now. */
  public static Vmstat of(VmEvents counts, long pageTablePages, long usedFrames) {
    EnumMap<VmEvent, Long> map = new EnumMap<>(VmEvent.class);
    for (VmEvent event : VmEvent.values()) {
      map.put(event, counts.count(event));
    }
    return new Vmstat(map, pageTablePages, usedFrames);
  }

  /** How often {@code event} has happened. */
  public long count(VmEvent event) {
    return events.getOrDefault(event, 0L);
  }

  /** What has happened since {@code earlier}; the gauges are those of now. */
  public Vmstat since(Vmstat earlier) {
    EnumMap<VmEvent, Long> map = new EnumMap<>(VmEvent.class);
    events.forEach((event, n) -> map.put(event, n - earlier.count(event)));
    return new Vmstat(map, pageTablePages, usedFrames);
  }
}
