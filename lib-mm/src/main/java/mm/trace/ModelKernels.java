package mm.trace;

import mm.Kernel;
import mm.Machine;
import mm.abi.Contents;
import mm.abi.PageIs;
import mm.config.KernelConfig;
import mm.config.Release;
import mm.config.Series;

/**
 * Boots the model for traces, as one release. RAM and swap are as large as the trace language
 * promises: enough.
 */
public final class ModelKernels implements KernelFactory {
  private static final long RAM_BYTES = 1L << 30;
  private static final long SWAP_BYTES = 1L << 28;

  private final Release release;

  public ModelKernels(Release release) {
    this.release = release;
  }

  @Override
  public Kernel boot(MachineSettings settings) {
    return Machine.x86_64()
        .release(release)
        .ram(RAM_BYTES)
        .swap(settings.swap() ? SWAP_BYTES : 0)
        .hugePages(settings.hugePages())
        .thp(settings.thp())
        .shmemThp(settings.shmemThp())
        .contents(Contents.WORDS)
        .boot();
  }

  @Override
  public int markerSwapType() {
    return KernelConfig.recorded(release).swapTypes(release, Series.v8()).marker();
  }

  @Override
  public long scanCategories() {
    return release.atLeast(Release.V6_18) ? SCAN_CATEGORIES : SCAN_CATEGORIES & ~PageIs.GUARD;
  }
}
