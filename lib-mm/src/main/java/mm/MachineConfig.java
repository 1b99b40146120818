package mm;

import mm.abi.Contents;
import mm.abi.Thp;
import mm.config.Arch;
import mm.config.Behaviour;
import mm.config.KernelConfig;
import mm.config.Release;
import mm.config.Series;
import mm.config.Trait;
import mm.table.Entries;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is made of. Immutable: each method gives a changed copy, {@link #boot} makes the
 * machine.
 *
 * @param ramBytes RAM for pages of 4 KiB; the pool of huge pages comes on top
 * @param swapBytes size of the swap area, 0 for none
 * @param hugePages 2 MiB pages in the hugetlb pool
 * @param thp transparent huge pages for anonymous memory
 * @param shmemThp the same for shmem
 * @param contents how much of each page is kept
 * @param lost a trait that the machine lacks although its release has it, for tests and ablations;
 *     or null
 */
public record MachineConfig(
    Arch arch,
    Release release,
    KernelConfig kernelConfig,
    Series series,
    long ramBytes,
    long swapBytes,
    int hugePages,
    Thp thp,
    Thp shmemThp,
    Contents contents,
    @Nullable Trait lost) {

  /**
   * @throws IllegalArgumentException if a size is negative or not a multiple of 4 KiB
   */
  public MachineConfig {
    if (ramBytes <= 0 || (ramBytes & 4095) != 0) {
      throw new IllegalArgumentException(
          "RAM is a positive multiple of 4 KiB: ramBytes=" + ramBytes);
    }
    if (swapBytes < 0 || (swapBytes & 4095) != 0) {
      throw new IllegalArgumentException("swap is a multiple of 4 KiB: swapBytes=" + swapBytes);
    }
    if (hugePages < 0) {
      throw new IllegalArgumentException("the pool cannot be negative: hugePages=" + hugePages);
    }
  }

  static MachineConfig of(Arch arch) {
    Release release = Release.V6_18;
    return new MachineConfig(
        arch,
        release,
        KernelConfig.recorded(release),
        Series.v8(),
        256L << 20,
        0,
        0,
        Thp.NEVER,
        Thp.NEVER,
        Contents.BYTES,
        null);
  }

  /** RAM in bytes. */
  public MachineConfig ram(long bytes) {
    return new MachineConfig(
        arch,
        release,
        kernelConfig,
        series,
        bytes,
        swapBytes,
        hugePages,
        thp,
        shmemThp,
        contents,
        lost);
  }

  /** A swap area of so many bytes, in use from boot. */
  public MachineConfig swap(long bytes) {
    return new MachineConfig(
        arch,
        release,
        kernelConfig,
        series,
        ramBytes,
        bytes,
        hugePages,
        thp,
        shmemThp,
        contents,
        lost);
  }

  /** No swap area. */
  public MachineConfig noSwap() {
    return swap(0);
  }

  /** A pool of so many 2 MiB pages. */
  public MachineConfig hugePages(int pages) {
    return new MachineConfig(
        arch,
        release,
        kernelConfig,
        series,
        ramBytes,
        swapBytes,
        pages,
        thp,
        shmemThp,
        contents,
        lost);
  }

  /** Transparent huge pages for anonymous memory. */
  public MachineConfig thp(Thp policy) {
    return new MachineConfig(
        arch,
        release,
        kernelConfig,
        series,
        ramBytes,
        swapBytes,
        hugePages,
        policy,
        shmemThp,
        contents,
        lost);
  }

  /** Transparent huge pages for shmem. */
  public MachineConfig shmemThp(Thp policy) {
    return new MachineConfig(
        arch,
        release,
        kernelConfig,
        series,
        ramBytes,
        swapBytes,
        hugePages,
        thp,
        policy,
        contents,
        lost);
  }

  /** The kernel release, with the configuration of the kernel that it was recorded on. */
  public MachineConfig release(Release newRelease) {
    return new MachineConfig(
        arch,
        newRelease,
        KernelConfig.recorded(newRelease),
        series,
        ramBytes,
        swapBytes,
        hugePages,
        thp,
        shmemThp,
        contents,
        lost);
  }

  /** The CONFIG_* options. */
  public MachineConfig config(KernelConfig options) {
    return new MachineConfig(
        arch, release, options, series, ramBytes, swapBytes, hugePages, thp, shmemThp, contents,
        lost);
  }

  /** The patches of the series that the kernel has. */
  public MachineConfig series(Series patches) {
    return new MachineConfig(
        arch,
        release,
        kernelConfig,
        patches,
        ramBytes,
        swapBytes,
        hugePages,
        thp,
        shmemThp,
        contents,
        lost);
  }

  /** How much of each page is kept. */
  public MachineConfig contents(Contents kind) {
    return new MachineConfig(
        arch,
        release,
        kernelConfig,
        series,
        ramBytes,
        swapBytes,
        hugePages,
        thp,
        shmemThp,
        kind,
        lost);
  }

  /** A kernel with a bug: it lacks one trait. */
  public MachineConfig lacking(Trait trait) {
    return new MachineConfig(
        arch,
        release,
        kernelConfig,
        series,
        ramBytes,
        swapBytes,
        hugePages,
        thp,
        shmemThp,
        contents,
        trait);
  }

  /** What its kernel does. */
  public Behaviour behaviour() {
    Behaviour whole = Behaviour.of(release, kernelConfig, series, arch);
    return lost == null ? whole : whole.without(lost);
  }

  Entries entries() {
    return new Entries(
        arch.format(release, kernelConfig),
        kernelConfig.swapTypes(release, series),
        kernelConfig.pteMarkerUffdWp());
  }

  /** Its kernel's small functions on page-table words. */
  public PteHelpers helpers() {
    return new PteHelpers(entries());
  }

  /** The machine, just come up. */
  public Machine boot() {
    return new Machine(this);
  }
}
