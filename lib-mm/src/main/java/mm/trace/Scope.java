package mm.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Which processes are alive and which regions they know at the current line. Both follow from the
 * text alone.
 */
final class Scope {
  /** Most regions a trace may have. */
  static final int MAX_REGIONS = 64;

  private final List<Trace.Region> regions = new ArrayList<>();
  private final boolean[] alive = new boolean[Trace.PROCESSES];
  private final boolean[] used = new boolean[Trace.PROCESSES];

  /** Bit r of a process's mask: it knows region r. */
  private final long[] known = new long[Trace.PROCESSES];

  private int files;
  private boolean swap;

  Scope() {
    alive[0] = true;
    used[0] = true;
  }

  List<Trace.Region> regions() {
    return regions;
  }

  Trace.Region region(int number) {
    return regions.get(number);
  }

  int files() {
    return files;
  }

  boolean hasSwap() {
    return swap;
  }

  void swap(boolean value) {
    swap = value;
  }

  boolean isAlive(int process) {
    return alive[process];
  }

  /** The region of this name that the process knows, or -1. */
  int find(String name, int process) {
    int region = indexOf(name);
    return region >= 0 && (known[process] >> region & 1) != 0 ? region : -1;
  }

  /** The region of this name, known or not, or -1. */
  int indexOf(String name) {
    for (int i = 0; i < regions.size(); i++) {
      if (regions.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  int newFile() {
    return files++;
  }

  /** Makes a region known in a process and gives its number. */
  int add(Trace.Region region, int process) {
    int number = regions.size();
    regions.add(region);
    known[process] |= 1L << number;
    return number;
  }

  /** Starts process {@code child}, unless its name has been used before. */
  boolean fork(int parent, int child) {
    if (used[child]) {
      return false;
    }
    used[child] = true;
    alive[child] = true;
    known[child] = known[parent];
    return true;
  }

  void exit(int process) {
    alive[process] = false;
  }
}
