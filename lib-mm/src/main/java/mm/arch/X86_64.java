package mm.arch;

import java.util.List;

/**
 * x86_64 ({@code arch/x86/include/asm/pgtable_types.h}, {@code pgtable_64.h}).
 *
 * <pre>
 * present    63  62..59  58  57..52  51 ........ 12  11  10   9  8  7   6  5  4   3   2   1   0
 *           [NX][ pkey ][  ][      ][     pfn      ][SD][UF][SP][G][PS][D][A][PCD][PWT][US][RW][P]
 * swap form  63 ..... 59  58 ................. 9   8   7   6   5   4   3   2   1   0
 *           [   type    ][      ~offset          ][0 ][0 ][ - - - ]  [EX][UF][SD][0]
 * </pre>
 *
 * A PROT_NONE entry is "present" by its GLOBAL bit and stores the pfn inverted, and a swap entry
 * its offset, so that a CPU that looks at them in speculation sees no memory there (L1TF).
 */
public final class X86_64 implements PteFormat {
  private static final long PRESENT = 1L;
  private static final long RW = 1L << 1;
  private static final long USER = 1L << 2;
  private static final long ACCESSED = 1L << 5;
  private static final long DIRTY = 1L << 6;
  private static final long PSE = 1L << 7;
  private static final long GLOBAL = 1L << 8;
  private static final long PROTNONE = GLOBAL;
  private static final long SPECIAL = 1L << 9;
  private static final long UFFD_WP = 1L << 10;
  private static final long SOFT_DIRTY = 1L << 11;
  private static final long NX = 1L << 63;
  private static final long PFN_MASK = 0x000f_ffff_ffff_f000L;

  /**
   * _PAGE_CHG_MASK: what pte_modify keeps; the bits for caching (PWT, PCD, PAT) and the old
   * software bit 58 with it.
   */
  private static final long CHANGE_MASK =
      PFN_MASK
          | ACCESSED
          | DIRTY
          | SPECIAL
          | UFFD_WP
          | SOFT_DIRTY
          | PSE
          | 1L << 3
          | 1L << 4
          | 1L << 58;

  private static final long SWP_SOFT_DIRTY = 1L << 1;
  private static final long SWP_UFFD_WP = 1L << 2;
  private static final long SWP_EXCLUSIVE = 1L << 3;
  private static final int SWP_TYPE_SHIFT = 59;
  private static final int SWP_OFFSET_BITS = 50;
  private static final int SWP_OFFSET_SHIFT = 9;

  private static final long TABLE = PRESENT | RW | USER | ACCESSED | DIRTY;

  /** The layout of 5.19 and later. */
  public static final X86_64 INSTANCE = new X86_64(true, true);

  /** The layout of 5.18: no exclusive bit in swap entries. */
  public static final X86_64 WITHOUT_SWP_EXCLUSIVE = new X86_64(false, true);

  private static final X86_64 WITHOUT_SOFT_DIRTY = new X86_64(true, false);
  private static final X86_64 WITHOUT_BOTH = new X86_64(false, false);

  private final boolean swpExclusive;

  /** The soft-dirty bit, 0 if it is not configured; the same for the swap form. */
  private final long softDirty;

  private final long swpSoftDirty;

  private X86_64(boolean swpExclusive, boolean softDirty) {
    this.swpExclusive = swpExclusive;
    this.softDirty = softDirty ? SOFT_DIRTY : 0;
    this.swpSoftDirty = softDirty ? SWP_SOFT_DIRTY : 0;
  }

  /**
   * The layout of a configuration.
   *
   * @param swpExclusive whether swap entries have an exclusive bit (5.19 and later)
   * @param softDirty CONFIG_MEM_SOFT_DIRTY; without it no entry ever has the bit
   */
  public static X86_64 of(boolean swpExclusive, boolean softDirty) {
    if (softDirty) {
      return swpExclusive ? INSTANCE : WITHOUT_SWP_EXCLUSIVE;
    }
    return swpExclusive ? WITHOUT_SOFT_DIRTY : WITHOUT_BOTH;
  }

  @Override
  public boolean none(long pte) {
    return (pte & ~(ACCESSED | DIRTY)) == 0;
  }

  @Override
  public boolean present(long pte) {
    return (pte & (PRESENT | PROTNONE)) != 0;
  }

  @Override
  public boolean write(long pte) {
    return (pte & RW) != 0;
  }

  @Override
  public boolean young(long pte) {
    return (pte & ACCESSED) != 0;
  }

  @Override
  public boolean dirty(long pte) {
    return (pte & DIRTY) != 0;
  }

  @Override
  public boolean special(long pte) {
    return (pte & SPECIAL) != 0;
  }

  @Override
  public boolean uffdWp(long pte) {
    return (pte & UFFD_WP) != 0;
  }

  @Override
  public boolean softDirty(long pte) {
    return (pte & softDirty) != 0;
  }

  @Override
  public boolean protnone(long pte) {
    return (pte & (PROTNONE | PRESENT)) == PROTNONE;
  }

  @Override
  public boolean leaf(long entry) {
    return (entry & PSE) != 0 && present(entry);
  }

  @Override
  public long pfn(long pte) {
    return ((pte ^ inversion(pte)) & PFN_MASK) >>> 12;
  }

  /** protnone_mask: all ones for an entry whose pfn is stored inverted. */
  private static long inversion(long pte) {
    return pte != 0 && (pte & PRESENT) == 0 ? -1 : 0;
  }

  @Override
  public long prot(boolean read, boolean write, boolean exec, boolean shared) {
    if (!read && !write && !exec) {
      return ACCESSED | PROTNONE;
    }
    long prot = PRESENT | USER | ACCESSED;
    if (write && shared) {
      prot |= RW;
    }
    return exec ? prot : prot | NX;
  }

  @Override
  public long mk(long pfn, long prot) {
    long field = (pfn << 12) ^ inversion(prot);
    return (field & PFN_MASK) | prot;
  }

  @Override
  public long modify(long pte, long prot) {
    long made = (pte & CHANGE_MASK) | (prot & ~CHANGE_MASK);
    boolean flips = inversion(pte) != inversion(made);
    return flips ? made ^ PFN_MASK : made;
  }

  @Override
  public long mkWrite(long pte) {
    return pte | RW;
  }

  @Override
  public long wrprotect(long pte) {
    return pte & ~RW;
  }

  @Override
  public long mkYoung(long pte) {
    return pte | ACCESSED;
  }

  @Override
  public long mkOld(long pte) {
    return pte & ~ACCESSED;
  }

  @Override
  public long mkDirty(long pte) {
    return pte | DIRTY | softDirty;
  }

  @Override
  public long mkClean(long pte) {
    return pte & ~DIRTY;
  }

  @Override
  public long mkSpecial(long pte) {
    return pte | SPECIAL;
  }

  @Override
  public long mkLeaf(long pte) {
    return pte | PSE;
  }

  @Override
  public long mkUffdWp(long pte) {
    return pte | UFFD_WP;
  }

  @Override
  public long clearUffdWp(long pte) {
    return pte & ~UFFD_WP;
  }

  @Override
  public long mkSoftDirty(long pte) {
    return pte | softDirty;
  }

  @Override
  public long clearSoftDirty(long pte) {
    return pte & ~softDirty;
  }

  @Override
  public long swapPte(long entry) {
    long field =
        (~SwapEntry.offset(entry) << (64 - SWP_OFFSET_BITS))
            >>> (64 - SWP_OFFSET_BITS - SWP_OFFSET_SHIFT);
    return field | ((long) SwapEntry.type(entry) << SWP_TYPE_SHIFT);
  }

  @Override
  public long swapEntry(long pte) {
    long offset = (~pte << (64 - SWP_OFFSET_BITS - SWP_OFFSET_SHIFT)) >>> (64 - SWP_OFFSET_BITS);
    return SwapEntry.of((int) (pte >>> SWP_TYPE_SHIFT), offset);
  }

  @Override
  public boolean swpUffdWp(long pte) {
    return (pte & SWP_UFFD_WP) != 0;
  }

  @Override
  public long swpMkUffdWp(long pte) {
    return pte | SWP_UFFD_WP;
  }

  @Override
  public long swpClearUffdWp(long pte) {
    return pte & ~SWP_UFFD_WP;
  }

  @Override
  public boolean swpExclusive(long pte) {
    return (pte & SWP_EXCLUSIVE) != 0;
  }

  @Override
  public long swpMkExclusive(long pte) {
    return swpExclusive ? pte | SWP_EXCLUSIVE : pte;
  }

  @Override
  public long swpClearExclusive(long pte) {
    return pte & ~SWP_EXCLUSIVE;
  }

  @Override
  public boolean swpSoftDirty(long pte) {
    return (pte & swpSoftDirty) != 0;
  }

  @Override
  public long swpMkSoftDirty(long pte) {
    return pte | swpSoftDirty;
  }

  @Override
  public long swpClearSoftDirty(long pte) {
    return pte & ~swpSoftDirty;
  }

  @Override
  public long table(int node) {
    return ((long) node << 12) | TABLE;
  }

  @Override
  public boolean isTable(long entry) {
    return (entry & (PRESENT | PSE)) == PRESENT;
  }

  @Override
  public int tableNode(long entry) {
    return (int) ((entry & PFN_MASK) >>> 12);
  }

  @Override
  public boolean hasUffdWp() {
    return true;
  }

  @Override
  public boolean hasSoftDirty() {
    return softDirty != 0;
  }

  @Override
  public boolean hasSwpExclusive() {
    return swpExclusive;
  }

  @Override
  public long maxSwapOffset() {
    return (1L << SWP_OFFSET_BITS) - 1;
  }

  @Override
  public List<PteField> fields(long pte) {
    return present(pte) || none(pte) ? presentFields(pte) : swapFields(pte);
  }

  private List<PteField> presentFields(long pte) {
    return new PteFields(pte)
        .flag("NX")
        .bits(62, 52, "-")
        .bits(51, 12, protnone(pte) ? "~pfn" : "pfn")
        .flags(hasSoftDirty() ? "SD" : "-", hasUffdWp() ? "UFFD" : "-", "SPEC")
        .flags(protnone(pte) ? "PROTNONE" : "G", "PSE", "D", "A", "PCD", "PWT", "US", "RW")
        .flags("P")
        .done();
  }

  private List<PteField> swapFields(long pte) {
    return new PteFields(pte)
        .bits(63, 59, "type")
        .bits(58, 9, "~offset")
        .flags("0", "0", "-", "-", "-")
        .flags(hasSwpExclusive() ? "EXCL" : "-", hasUffdWp() ? "UFFD" : "-")
        .flags(hasSoftDirty() ? "SD" : "-", "P")
        .done();
  }

  @Override
  public String toString() {
    return "x86_64";
  }
}
