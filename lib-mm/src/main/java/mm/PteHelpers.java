package mm;

import mm.arch.PteFormat;
import mm.table.Entries;

/**
 * The kernel's small functions on page-table words, as one configuration builds them: with an
 * option off some always give the same answer. Words are raw, of the configured architecture.
 */
public final class PteHelpers {
  private final Entries entries;

  PteHelpers(Entries entries) {
    this.entries = entries;
  }

  /** The functions that depend on the architecture alone. */
  public PteFormat format() {
    return entries.format();
  }

  /** MAX_SWAPFILES: how many swap areas there can be. */
  public int maxSwapfiles() {
    return entries.types().maxSwapfiles();
  }

  /** The number of SWP_PTE_MARKER, -1 without CONFIG_PTE_MARKER. */
  public int markerType() {
    return entries.types().marker();
  }

  /** make_pte_marker_entry: a swap entry; that of type 0 and offset 0 without CONFIG_PTE_MARKER. */
  public long makePteMarkerEntry(int bits) {
    return entries.markerEntry(bits);
  }

  /** make_pte_marker: the word of it. */
  public long makePteMarker(int bits) {
    return entries.marker(bits);
  }

  /** is_pte_marker. */
  public boolean isPteMarker(long pte) {
    return entries.isMarker(pte);
  }

  /** pte_marker_get: 0 for what is no marker. */
  public int pteMarkerGet(long pte) {
    return entries.markerBits(pte);
  }

  /** pte_none_mostly: none or a marker. */
  public boolean pteNoneMostly(long pte) {
    return entries.pteNoneMostly(pte);
  }

  /** pte_marker_uffd_wp: never without CONFIG_PTE_MARKER_UFFD_WP. */
  public boolean pteMarkerUffdWp(long pte) {
    return entries.pteMarkerUffdWp(pte);
  }

  /** pte_swp_uffd_wp_any: never without CONFIG_PTE_MARKER_UFFD_WP. */
  public boolean pteSwpUffdWpAny(long pte) {
    return entries.swpUffdWpAny(pte);
  }
}
