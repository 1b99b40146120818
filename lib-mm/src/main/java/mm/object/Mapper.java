package mm.object;

/**
 * Someone who maps pages of an object: what reverse mapping calls upwards ({@code mm/rmap.c}).
 * Implemented by the VMAs of the layer above. Indices are 4 KiB page offsets in the object.
 */
public interface Mapper {
  /**
   * unmap_mapping_range: unmaps the pages {@code [from, to)} of a file; {@code evenCows} takes
   * private copies too.
   */
  void unmapFileRange(long from, long to, boolean evenCows, boolean dropMarkers);

  /**
   * try_to_unmap_one: replaces the entry that maps {@code pfn} at {@code index}, if there is one:
   * by {@code swapEntry} for an anonymous page, by nothing or a marker for a file page.
   *
   * @return whether the page was dirty by this entry
   */
  boolean tryToUnmap(int pfn, long index, long swapEntry);

  /**
   * Whether the entry that maps {@code pfn} at {@code index} has its accessed bit set; clears the
   * bit.
   */
  boolean testAndClearYoung(int pfn, long index);

  /** Whether the entry that maps {@code pfn} at {@code index} is dirty. */
  boolean isDirty(int pfn, long index);

  /** Splits the PMD that maps the 2 MiB folio {@code head} at {@code index}, if it does. */
  void splitPmd(int head, long index);

  /**
   * After the folio that held {@code pfn} was split: maps the zero page in its place if its content
   * is zero and that is allowed.
   */
  void mapZeroPageInstead(int pfn, long index);
}
