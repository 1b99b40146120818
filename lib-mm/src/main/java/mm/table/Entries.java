package mm.table;

import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.arch.SwapEntry;
import mm.arch.SwapTypes;

/**
 * The questions on an entry that need the configuration beside the architecture: which swap types
 * are markers, migration and so on.
 */
public final class Entries {
  private final PteFormat format;
  private final SwapTypes types;
  private final long uffdWpMarker;
  private final int uffdWpBit;

  /**
   * The entries of a kernel.
   *
   * @param markersCarryUffdWp CONFIG_PTE_MARKER_UFFD_WP: without it no marker means uffd-wp
   */
  public Entries(PteFormat format, SwapTypes types, boolean markersCarryUffdWp) {
    this.format = format;
    this.types = types;
    this.uffdWpBit = markersCarryUffdWp ? PteMarker.UFFD_WP : 0;
    this.uffdWpMarker = types.marker() < 0 ? 0 : marker(PteMarker.UFFD_WP);
  }

  public PteFormat format() {
    return format;
  }

  public SwapTypes types() {
    return types;
  }

  /** make_pte_marker: the raw entry of {@link #markerEntry}. */
  public long marker(int bits) {
    return format.swapPte(markerEntry(bits));
  }

  /**
   * make_pte_marker_entry: a marker with {@code bits}. Without CONFIG_PTE_MARKER swap type 0 with
   * offset 0, as in Linux, which is not none.
   */
  public long markerEntry(int bits) {
    return types.marker() < 0 ? SwapEntry.of(0, 0) : PteMarker.entry(types.marker(), bits);
  }

  /** The raw entry of the uffd-wp marker. */
  public long uffdWpMarker() {
    return uffdWpMarker;
  }

  /** is_swap_pte: neither none nor present. */
  public boolean isSwapForm(long pte) {
    return !format.none(pte) && !format.present(pte);
  }

  /** is_pte_marker. */
  public boolean isMarker(long pte) {
    return isSwapForm(pte) && SwapEntry.type(format.swapEntry(pte)) == types.marker();
  }

  /** pte_marker_get: the marker's bits, 0 if the entry is none. */
  public int markerBits(long pte) {
    return isMarker(pte) ? PteMarker.bits(format.swapEntry(pte)) : 0;
  }

  /** pte_none_mostly: none, or a marker of whatever kind. */
  public boolean pteNoneMostly(long pte) {
    return format.none(pte) || isMarker(pte);
  }

  /** pte_marker_uffd_wp: a marker with the uffd-wp bit. */
  public boolean pteMarkerUffdWp(long pte) {
    return (markerBits(pte) & uffdWpBit) != 0;
  }

  /** none, or a uffd-wp marker (uffd_pte_none_mostly, what the fault path may fill). */
  public boolean noneOrUffdWpMarker(long pte) {
    return format.none(pte) || pteMarkerUffdWp(pte);
  }

  /**
   * pte_swp_uffd_wp_any: a swap-form entry that carries the bit, either way; never without
   * CONFIG_PTE_MARKER_UFFD_WP.
   */
  public boolean swpUffdWpAny(long pte) {
    return uffdWpBit != 0 && isSwapForm(pte) && (format.swpUffdWp(pte) || pteMarkerUffdWp(pte));
  }

  /** Whether the entry stands for a slot of a swap area. */
  public boolean isSwap(long pte) {
    return isSwapForm(pte) && SwapEntry.type(format.swapEntry(pte)) < types.maxSwapfiles();
  }

  public boolean isMigration(long pte) {
    return isSwapForm(pte) && types.isMigration(format.swapEntry(pte));
  }

  public boolean isHwpoison(long pte) {
    return isSwapForm(pte) && types.isHwpoison(format.swapEntry(pte));
  }
}
