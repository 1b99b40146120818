package mm.arch;

import java.util.List;

/**
 * Every question and change on a raw page-table entry of one architecture. Entries are {@code
 * long}s; implementations hold no state but their layout. Questions about a present entry are only
 * meaningful if {@link #present}, those named {@code swp…} only if the entry is neither none nor
 * present.
 */
public sealed interface PteFormat permits X86_64, Arm64 {
  /** pte_none: nothing there. */
  boolean none(long pte);

  /** pte_present: maps a page, PROT_NONE included. */
  boolean present(long pte);

  /** pte_write. */
  boolean write(long pte);

  /** pte_young. */
  boolean young(long pte);

  /** pte_dirty. */
  boolean dirty(long pte);

  /** pte_special: a page without a struct page behind it, such as the zero page. */
  boolean special(long pte);

  /** pte_uffd_wp. */
  boolean uffdWp(long pte);

  /** pte_soft_dirty. */
  boolean softDirty(long pte);

  /** pte_protnone: present for the kernel, not for the hardware. */
  boolean protnone(long pte);

  /** Whether an entry above the PTE level maps a large page. */
  boolean leaf(long entry);

  /** pte_pfn. */
  long pfn(long pte);

  /**
   * protection_map: the protection bits of a mapping. A private mapping never has the write bit, so
   * that its first write faults.
   */
  long prot(boolean read, boolean write, boolean exec, boolean shared);

  /** pfn_pte. */
  long mk(long pfn, long prot);

  /**
   * pte_modify: new protection; the page, accessed, dirty, soft-dirty, uffd-wp and special stay.
   */
  long modify(long pte, long prot);

  /** pte_mkwrite. */
  long mkWrite(long pte);

  /** pte_wrprotect. */
  long wrprotect(long pte);

  /** pte_mkyoung. */
  long mkYoung(long pte);

  /** pte_mkold. */
  long mkOld(long pte);

  /** pte_mkdirty: dirty and soft-dirty. */
  long mkDirty(long pte);

  /** pte_mkclean. */
  long mkClean(long pte);

  /** pte_mkspecial. */
  long mkSpecial(long pte);

  /** pmd_mkhuge. */
  long mkLeaf(long pte);

  /** Sets the uffd-wp bit alone. */
  long mkUffdWp(long pte);

  /** pte_clear_uffd_wp. */
  long clearUffdWp(long pte);

  /** pte_mksoft_dirty. */
  long mkSoftDirty(long pte);

  /** pte_clear_soft_dirty. */
  long clearSoftDirty(long pte);

  /** swp_entry_to_pte, without any flag. */
  long swapPte(long entry);

  /** pte_to_swp_entry: flags stripped. */
  long swapEntry(long pte);

  /** pte_swp_uffd_wp. */
  boolean swpUffdWp(long pte);

  /** pte_swp_mkuffd_wp. */
  long swpMkUffdWp(long pte);

  /** pte_swp_clear_uffd_wp. */
  long swpClearUffdWp(long pte);

  /** pte_swp_exclusive. */
  boolean swpExclusive(long pte);

  /** pte_swp_mkexclusive. */
  long swpMkExclusive(long pte);

  /** pte_swp_clear_exclusive. */
  long swpClearExclusive(long pte);

  /** pte_swp_soft_dirty. */
  boolean swpSoftDirty(long pte);

  /** pte_swp_mksoft_dirty. */
  long swpMkSoftDirty(long pte);

  /** pte_swp_clear_soft_dirty. */
  long swpClearSoftDirty(long pte);

  /** The entry that points to a page-table node. */
  long table(int node);

  /** Whether an entry above the PTE level points to a node. */
  boolean isTable(long entry);

  /** The node that it points to. */
  int tableNode(long entry);

  /** CONFIG_HAVE_ARCH_USERFAULTFD_WP. */
  boolean hasUffdWp();

  /** CONFIG_HAVE_ARCH_SOFT_DIRTY. */
  boolean hasSoftDirty();

  /** Whether swap entries have an exclusive bit (5.19 and later). */
  boolean hasSwpExclusive();

  /** The largest offset that the swap form can carry. */
  long maxSwapOffset();

  /** The fields of a word from bit 63 down to bit 0, without gaps, for drawing. */
  List<PteField> fields(long pte);
}
