package mm.cost;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import mm.abi.VmEvent;
import mm.proc.Vmstat;

/**
 * A virtual clock: the events that a kernel has counted, each times what it cost on a measured
 * machine. The table is {@code datasets/cost/kernel-6.18.csv}, which the build puts into the
 * module, so that there is one copy of it.
 */
public final class CostModel {
  private static final String TABLE = "kernel-6.18.csv";

  private final Map<VmEvent, Double> nanos;

  private CostModel(Map<VmEvent, Double> nanos) {
    this.nanos = nanos;
  }

  /** The costs of Linux 6.18 as measured. */
  public static CostModel standard() {
    InputStream in = CostModel.class.getResourceAsStream(TABLE);
    if (in == null) {
      throw new AssertionError("the cost table is not in the module: " + TABLE);
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TABLE, e);
    }
  }

  private static CostModel read(BufferedReader reader) throws IOException {
    Map<VmEvent, Double> nanos = new EnumMap<>(VmEvent.class);
    reader.readLine();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String[] fields = line.split(",", 3);
      nanos.put(VmEvent.valueOf(fields[0]), Double.parseDouble(fields[1]));
    }
    return new CostModel(nanos);
  }

  /** What one event costs, in nanoseconds; 0 for those that cost nothing of their own. */
  public double nanos(VmEvent event) {
    return nanos.getOrDefault(event, 0.0);
  }

  /** What all events together cost, in nanoseconds. */
  public double nanos(Vmstat events) {
    double sum = 0;
    for (VmEvent event : VmEvent.values()) {
      sum += nanos(event) * events.count(event);
    }
    return sum;
  }
}
