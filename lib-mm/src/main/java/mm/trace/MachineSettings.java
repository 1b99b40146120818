package mm.trace;

/**
 * What the {@code machine} lines of a trace ask for.
 *
 * @param swap whether a swap area exists; it is in use at the start
 * @param hugePages size of the pool of 2 MiB pages, 0 to 128
 * @param thp transparent huge pages for anonymous memory
 * @param shmemThp the same for shmem's internal mount (memfd, shared anonymous memory)
 */
public record MachineSettings(boolean swap, int hugePages, ThpMode thp, ThpMode shmemThp) {
  /** Without swap, without 2 MiB pages, without transparent huge pages. */
  public static final MachineSettings DEFAULT =
      new MachineSettings(false, 0, ThpMode.NEVER, ThpMode.NEVER);

  /**
   * The sysfs knobs {@code transparent_hugepage/enabled} and {@code /shmem_enabled}, of which the
   * language offers these three values each; the middle one is called {@code madvise} and {@code
   * advise} there.
   */
  public enum ThpMode {
    NEVER,
    MADVISE,
    ALWAYS
  }

  MachineSettings withSwap(boolean value) {
    return new MachineSettings(value, hugePages, thp, shmemThp);
  }

  MachineSettings withHugePages(int value) {
    return new MachineSettings(swap, value, thp, shmemThp);
  }

  MachineSettings withThp(ThpMode value) {
    return new MachineSettings(swap, hugePages, value, shmemThp);
  }

  MachineSettings withShmemThp(ThpMode value) {
    return new MachineSettings(swap, hugePages, thp, value);
  }
}
