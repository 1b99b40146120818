package mm.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import mm.Backing;

/** Writes random programs in the trace language. The same seed gives the same program. */
final class RandomProgram {
  private static final String[] ADVICE = {
    "dontneed",
    "dontneed",
    "remove",
    "free",
    "cold",
    "pageout",
    "pageout",
    "willneed",
    "populate_read",
    "populate_write",
    "collapse",
    "hugepage",
    "nohugepage",
    "dontfork",
    "dofork",
    "guard_remove"
  };
  private static final String[] FEATURES = {
    "pagefault_flag_wp",
    "wp_hugetlbfs_shmem",
    "wp_unpopulated",
    "event_fork",
    "event_remap",
    "event_remove",
    "event_unmap",
    "wp_async",
    "move",
    "poison",
    "minor_shmem",
    "minor_hugetlbfs"
  };
  private static final String[] MODES = {"wp", "missing,wp", "missing", "minor,wp", "minor"};

  private final SplittableRandom random;
  private final Backing memory;
  private final int operations;
  private final List<String> lines = new ArrayList<>();
  private final List<String> regions = new ArrayList<>();
  private final List<Long> pages = new ArrayList<>();
  private final List<Boolean> files = new ArrayList<>();
  private final List<Integer> regionProcesses = new ArrayList<>();
  private final List<Integer> alive = new ArrayList<>(List.of(0));
  private final boolean huge;
  private int nextProcess = 1;
  private long value = 100;

  private RandomProgram(long seed, Backing memory, int operations) {
    this.random = new SplittableRandom(seed);
    this.memory = memory;
    this.operations = operations;
    this.huge = !memory.isHugetlb() && random.nextInt(4) == 0;
  }

  /**
   * A program of so many operations after its set-up.
   *
   * @param memory what most of its memory is
   */
  static String of(long seed, Backing memory, int operations) {
    return new RandomProgram(seed, memory, operations).write();
  }

  private String write() {
    lines.add("mmtrace 1");
    boolean swap = random.nextInt(3) > 0;
    String thp = huge ? " thp=always shmem_thp=always" : "";
    lines.add(
        "machine swap="
            + (swap ? "on" : "off")
            + " hugepages="
            + (memory.isHugetlb() ? 12 : 4)
            + thp);
    map(memory);
    map(random.nextBoolean() ? memory : Backing.values()[random.nextInt(Backing.values().length)]);
    openDescriptor(0);
    lines.add("register A * " + MODES[random.nextInt(2)]);
    lines.add("policy missing=copy-wp:7 wp=unprotect minor=continue");
    for (int i = 0; i < operations; i++) {
      step(swap);
    }
    return String.join("\n", lines) + "\n";
  }

  private void map(Backing kind) {
    if (regions.size() >= 20) {
      return;
    }
    String name = String.valueOf((char) ('A' + regions.size()));
    boolean alias = random.nextInt(3) == 0 && files.contains(true);
    if (alias) {
      int of = files.indexOf(true);
      lines.add(
          "map " + name + " alias " + regions.get(of) + (random.nextInt(3) == 0 ? " private" : ""));
      add(name, pages.get(of), true);
      return;
    }
    long count = kind.isHugetlb() ? 1 + random.nextInt(4) : huge ? 1024 : 2 + random.nextInt(8);
    lines.add("map " + name + " " + kind.label() + " " + count);
    add(name, count, kind.isFile());
  }

  private void add(String name, long count, boolean file) {
    regions.add(name);
    pages.add(count);
    files.add(file);
    regionProcesses.add(nextProcess);
  }

  private void openDescriptor(int process) {
    List<String> features = new ArrayList<>(List.of("pagefault_flag_wp"));
    for (String feature : FEATURES) {
      if (random.nextInt(3) == 0) {
        features.add(feature);
      }
    }
    lines.add(prefix(process) + "uffd features=" + String.join(",", features));
  }

  private static String prefix(int process) {
    return process == 0 ? "" : "@P" + process + " ";
  }

  private String range(int region) {
    long n = pages.get(region);
    if (random.nextInt(4) == 0) {
      return "*";
    }
    long from =
        n > 100
            ? List.of(0L, 3L, 508L, 511L, 512L, 1020L).get(random.nextInt(6))
            : random.nextLong(n);
    long to = Math.min(n - 1, from + (n > 100 && random.nextInt(4) == 0 ? 511 : random.nextInt(4)));
    return from == to ? String.valueOf(from) : from + ".." + to;
  }

  private void step(boolean swap) {
    int process = alive.get(random.nextInt(alive.size()));
    int region = pickRegion(process);
    if (region < 0) {
      return;
    }
    String at = prefix(process);
    String name = regions.get(region);
    String range = range(region);
    switch (random.nextInt(30)) {
      case 0, 1, 2, 3 -> lines.add(at + "write " + name + " " + range + " " + (value += 50));
      case 4, 5, 6 -> lines.add(at + "read " + name + " " + range);
      case 7, 8, 9 -> lines.add(at + "wp " + name + " " + range + " on");
      case 10, 11 -> lines.add(at + "wp " + name + " " + range + " off");
      case 12, 13, 14, 15 ->
          lines.add(
              at + "advise " + name + " " + range + " " + ADVICE[random.nextInt(ADVICE.length)]);
      case 16 ->
          lines.add(
              at + "register " + name + " " + range + " " + MODES[random.nextInt(MODES.length)]);
      case 17 -> lines.add(at + "unregister " + name + " " + range);
      case 18 ->
          lines.add(
              at
                  + "protect "
                  + name
                  + " "
                  + range
                  + " "
                  + List.of("none", "r", "rw", "rw").get(random.nextInt(4)));
      case 19 -> fork(at);
      case 20 -> exit(process);
      case 21 ->
          lines.add(
              at
                  + "copy "
                  + name
                  + " "
                  + range
                  + " "
                  + (value += 50)
                  + (random.nextBoolean() ? " wp" : ""));
      case 22 ->
          lines.add(at + (random.nextBoolean() ? "zeropage " : "poison ") + name + " " + range);
      case 23 ->
          lines.add(at + "continue " + name + " " + range + (random.nextBoolean() ? " wp" : ""));
      case 24 ->
          lines.add(at + (files.get(region) ? "punch " + name + " " + range : "mremap " + name));
      case 25 ->
          lines.add(
              at
                  + (files.get(region)
                      ? "truncate " + name + " " + random.nextLong(pages.get(region) + 2)
                      : "read " + name + " *"));
      case 26 ->
          lines.add(swap ? (random.nextBoolean() ? "swapoff" : "swapon") : at + "mremap " + name);
      case 27 -> policy();
      case 28 -> rare(at, process, name, range);
      default -> lines.add(at + "pagemap " + name + " *");
    }
  }

  private int pickRegion(int process) {
    int region = random.nextInt(regions.size());
    boolean known = process == 0 || regionProcesses.get(region) <= process;
    return known ? region : -1;
  }

  private void fork(String at) {
    if (nextProcess < 7 && alive.size() < 4) {
      lines.add(at + "fork P" + nextProcess);
      alive.add(nextProcess++);
    }
  }

  private void exit(int process) {
    if (process != 0 && alive.size() > 1) {
      lines.add("exit P" + process);
      alive.remove((Integer) process);
    }
  }

  private void policy() {
    lines.add(
        "policy missing="
            + List.of("copy:5", "copy-wp:5", "zero", "none", "poison").get(random.nextInt(5))
            + " wp="
            + (random.nextInt(4) == 0 ? "none" : "unprotect")
            + " minor="
            + List.of("continue", "continue-wp", "none").get(random.nextInt(3)));
  }

  private void rare(String at, int process, String name, String range) {
    switch (random.nextInt(6)) {
      case 0 -> lines.add(at + "unmap " + name + " " + range);
      case 1 -> lines.add(at + "close");
      case 2 -> openDescriptor(process);
      case 3 -> lines.add(at + "scan " + name + " * wp");
      case 4 -> {
        if (process == 0 && alive.size() == 1) {
          map(memory);
        }
      }
      default -> lines.add(at + "wake " + name + " *");
    }
  }
}
