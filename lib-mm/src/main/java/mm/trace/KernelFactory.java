package mm.trace;

import mm.Kernel;
import mm.abi.PageIs;

/** Boots the kernels that traces are replayed on: a fresh one for each trace. */
@FunctionalInterface
public interface KernelFactory {
  /** The page categories of PAGEMAP_SCAN that the language knows. */
  long SCAN_CATEGORIES =
      PageIs.WPALLOWED
          | PageIs.WRITTEN
          | PageIs.FILE
          | PageIs.PRESENT
          | PageIs.SWAPPED
          | PageIs.PFNZERO
          | PageIs.HUGE
          | PageIs.GUARD;

  /** A kernel that has just come up, with the machine that the trace asks for. */
  Kernel boot(MachineSettings settings);

  /**
   * Swap type of PTE markers in this kernel's pagemap words: 31, but 30 from 5.19 to 6.1, where the
   * swap-in error has a type of its own above it.
   */
  default int markerSwapType() {
    return 31;
  }

  /** Which {@link PageIs} categories PAGEMAP_SCAN may be asked to return without EINVAL. */
  default long scanCategories() {
    return SCAN_CATEGORIES;
  }
}
