package mm.scenario;

import mm.MachineConfig;
import mm.abi.Contents;
import mm.abi.Thp;

/**
 * What a script needs from the machine that it runs on.
 *
 * @param hugePages 2 MiB pages in the hugetlb pool
 * @param swapBytes size of the swap area in bytes, 0 if none is needed
 * @param shmemThp transparent huge pages for shmem
 */
public record Setting(int hugePages, long swapBytes, Thp shmemThp) {
  private static final long RAM_BYTES = 8L << 20;

  /** Base pages alone. */
  static final Setting PLAIN = new Setting(0, 0, Thp.NEVER);

  /** A pool of eight 2 MiB pages. */
  static final Setting HUGETLB = new Setting(8, 0, Thp.NEVER);

  /** A swap area of 16 MiB. */
  static final Setting SWAP = new Setting(0, 16L << 20, Thp.NEVER);

  /** Shmem files get transparent huge pages whenever they fit. */
  static final Setting SHMEM_THP = new Setting(0, 0, Thp.ALWAYS);

  /** The machine like {@code config} that has all of this, and 8 MiB of RAM beside the pool. */
  public MachineConfig on(MachineConfig config) {
    return config
        .ram(RAM_BYTES)
        .contents(Contents.WORDS)
        .hugePages(hugePages)
        .swap(swapBytes)
        .shmemThp(shmemThp);
  }
}
