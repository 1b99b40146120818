package mm.config;

import mm.arch.Arm64;
import mm.arch.PteFormat;

/** Architectures, with the layout of their entries in each release. */
public enum Arch {
  X86_64,
  ARM64;

  /** The layout of entries in {@code release}, with every bit that can be configured. */
  public PteFormat format(Release release) {
    return format(release, true);
  }

  /** The layout of entries in {@code release} built with {@code config}. */
  public PteFormat format(Release release, KernelConfig config) {
    return format(release, config.memSoftDirty());
  }

  private PteFormat format(Release release, boolean softDirty) {
    boolean exclusive = release.atLeast(Release.V5_19);
    return switch (this) {
      case X86_64 -> mm.arch.X86_64.of(exclusive, softDirty);
      case ARM64 -> {
        Arm64 old = exclusive ? Arm64.V5_19 : Arm64.V5_18;
        yield release.atLeast(Release.V6_12) ? Arm64.V6_10 : old;
      }
    };
  }
}
