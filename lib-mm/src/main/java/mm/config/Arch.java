package mm.config;

import mm.arch.Arm64;
import mm.arch.PteFormat;

/** Architectures, with the layout of their entries in each release. */
public enum Arch {
  X86_64,
  ARM64;

  /** The layout of entries in {@code release}. */
  public PteFormat format(Release release) {
    if (this == X86_64) {
      return release.atLeast(Release.V5_19)
          ? mm.arch.X86_64.INSTANCE
          : mm.arch.X86_64.WITHOUT_SWP_EXCLUSIVE;
    }
    if (release.atLeast(Release.V6_12)) {
      return Arm64.V6_10;
    }
    return release.atLeast(Release.V5_19) ? Arm64.V5_19 : Arm64.V5_18;
  }
}
