package mm.config;

import mm.arch.SwapTypes;

/**
 * The CONFIG_* options that matter here.
 *
 * @param pteMarker CONFIG_PTE_MARKER; from 6.2 on it is no option any more and always on
 * @param pteMarkerUffdWp CONFIG_PTE_MARKER_UFFD_WP
 * @param migration CONFIG_MIGRATION: swap types for entries under migration
 * @param memoryFailure CONFIG_MEMORY_FAILURE: a swap type for poisoned pages, and SIGBUS with
 *     BUS_MCEERR_AR
 * @param devicePrivate CONFIG_DEVICE_PRIVATE: swap types for device memory
 * @param memSoftDirty CONFIG_MEM_SOFT_DIRTY
 */
public record KernelConfig(
    boolean pteMarker,
    boolean pteMarkerUffdWp,
    boolean migration,
    boolean memoryFailure,
    boolean devicePrivate,
    boolean memSoftDirty) {

  /**
   * @throws IllegalArgumentException if an option is on without the one it depends on
   */
  public KernelConfig {
    if (pteMarkerUffdWp && !pteMarker) {
      throw new IllegalArgumentException(
          "CONFIG_PTE_MARKER_UFFD_WP selects CONFIG_PTE_MARKER: pteMarker=false");
    }
  }

  /**
   * The configuration of the kernel that the recordings of {@code release} come from; for the
   * others what a distribution builds.
   */
  public static KernelConfig recorded(Release release) {
    boolean debian = release != Release.V6_18;
    return new KernelConfig(true, true, true, debian, debian, debian);
  }

  /** Markers built, or not; without them nothing uses them either. */
  public KernelConfig withPteMarker(boolean on) {
    return new KernelConfig(
        on, on && pteMarkerUffdWp, migration, memoryFailure, devicePrivate, memSoftDirty);
  }

  /** Write-protection of file memory built, or not. */
  public KernelConfig withPteMarkerUffdWp(boolean on) {
    return new KernelConfig(
        pteMarker || on, on, migration, memoryFailure, devicePrivate, memSoftDirty);
  }

  /** The options that take swap types. */
  public KernelConfig withSwapTypeUsers(
      boolean withMigration, boolean withMemoryFailure, boolean withDevicePrivate) {
    return new KernelConfig(
        pteMarker,
        pteMarkerUffdWp,
        withMigration,
        withMemoryFailure,
        withDevicePrivate,
        memSoftDirty);
  }

  /** The numbers of the swap types in {@code release}, as built with {@code series}. */
  public SwapTypes swapTypes(Release release, Series series) {
    boolean always = release.atLeast(Release.V6_12);
    boolean marker =
        always
            || (release.atLeast(Release.V5_19) && pteMarker && series.has(Patch.PTE_MARKER_ENTRY));
    boolean swapinErrorType = release == Release.V5_19 || release == Release.V6_1;
    SwapTypes.DeviceTypes device =
        !devicePrivate
            ? SwapTypes.DeviceTypes.NONE
            : release.atLeast(Release.V6_18)
                ? SwapTypes.DeviceTypes.THREE
                : SwapTypes.DeviceTypes.FOUR;
    return SwapTypes.of(
        device,
        migration ? (release.atLeast(Release.V5_19) ? 3 : 2) : 0,
        memoryFailure,
        marker,
        swapinErrorType);
  }
}
