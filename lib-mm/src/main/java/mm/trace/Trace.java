package mm.trace;

import java.util.List;

/**
 * A trace that has been checked: every region, process and number in it is good.
 *
 * @param machine the machine it wants
 * @param regions its regions; operations name them by their index here
 * @param files number of memfds its regions map
 * @param operations what is to be done, in order
 */
public record Trace(
    MachineSettings machine, List<Region> regions, int files, List<Operation> operations) {
  /** Copies the lists. */
  public Trace {
    regions = List.copyOf(regions);
    operations = List.copyOf(operations);
  }

  /** Processes of a trace: P0 to P7. */
  static final int PROCESSES = 8;

  /**
   * A name for one mapping.
   *
   * @param name its name
   * @param kind what it maps
   * @param pages its length when it was first mapped, in its own pages
   * @param file number of its memfd, or {@link #NO_FILE}
   * @param filePage page of the file that its page 0 maps
   */
  public record Region(String name, RegionKind kind, long pages, int file, long filePage) {
    /** {@link #file} of anonymous memory. */
    public static final int NO_FILE = -1;

    /** Length when it was first mapped, in bytes. */
    public long bytes() {
      return pages * kind.pageBytes();
    }
  }

  /**
   * One line that does something.
   *
   * @param line line number in the file, from 1
   * @param process number of the process it runs in
   * @param text its tokens, joined by one blank
   * @param action what it does
   */
  public record Operation(int line, int process, String text, Action action) {}
}
