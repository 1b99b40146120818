package mm.trace;

import mm.abi.Thp;

/**
 * What the {@code machine} lines of a trace ask for.
 *
 * @param swap whether a swap area exists; it is in use at the start
 * @param hugePages size of the pool of 2 MiB pages, 0 to 128
 * @param thp transparent huge pages for anonymous memory
 * @param shmemThp the same for shmem's internal mount (memfd, shared anonymous memory); its {@code
 *     advise} is {@link Thp#MADVISE}
 */
public record MachineSettings(boolean swap, int hugePages, Thp thp, Thp shmemThp) {
  /** Without swap, without 2 MiB pages, without transparent huge pages. */
  public static final MachineSettings DEFAULT = new MachineSettings(false, 0, Thp.NEVER, Thp.NEVER);

  MachineSettings withSwap(boolean value) {
    return new MachineSettings(value, hugePages, thp, shmemThp);
  }

  MachineSettings withHugePages(int value) {
    return new MachineSettings(swap, value, thp, shmemThp);
  }

  MachineSettings withThp(Thp value) {
    return new MachineSettings(swap, hugePages, value, shmemThp);
  }

  MachineSettings withShmemThp(Thp value) {
    return new MachineSettings(swap, hugePages, thp, value);
  }
}
