package mm.arch;

import java.util.List;

/**
 * arm64 ({@code arch/arm64/include/asm/pgtable-prot.h}, {@code pgtable-hwdef.h}). The swap form and
 * the place of PROT_NONE changed in 5.19 (exclusive bit) and 6.10 (uffd-wp bits, PRESENT_INVALID),
 * hence three layouts. There is no soft-dirty.
 *
 * <pre>
 * present (6.10+)  63..59  58  57  56  55  54   53   52  51  50..48  47 ... 12  11  10   9..8  7   6    1..0
 *                 [      ][UF][DM][SP][D ][UXN][PXN][CT][W ][      ][   pfn   ][nG][AF][ SH ][RO][US][11 = page]
 * swap (6.10+)     61 ........ 12  11  10 ... 6   5..4   3   2  1..0
 *                 [    offset     ][0][  type  ][      ][UF][EX][0 ]
 * </pre>
 */
public final class Arm64 implements PteFormat {
  private static final long VALID = 1L;
  private static final long TYPE_PAGE = 3L;
  private static final long TABLE_BIT = 1L << 1;
  private static final long USER = 1L << 6;
  private static final long RDONLY = 1L << 7;
  private static final long SHARED = 3L << 8;
  private static final long AF = 1L << 10;
  private static final long NG = 1L << 11;
  private static final long WRITE = 1L << 51;
  private static final long PXN = 1L << 53;
  private static final long UXN = 1L << 54;
  private static final long DIRTY = 1L << 55;
  private static final long SPECIAL = 1L << 56;
  private static final long UFFD_WP = 1L << 58;
  private static final long OLD_PROT_NONE = 1L << 58;
  private static final long PFN_MASK = 0x0000_ffff_ffff_f000L;

  /** Attribute index of normal memory: 0, so no bits. */
  private static final long NORMAL = 0;

  private static final long SWP_EXCLUSIVE = 1L << 2;
  private static final long SWP_UFFD_WP = 1L << 3;
  private static final long SWP_OFFSET_MASK = (1L << 50) - 1;

  /** The layout of 5.18: no exclusive bit, six bits for the type. */
  public static final Arm64 V5_18 = new Arm64(2, 8, false, false);

  /** The layout of 5.19 to 6.9: an exclusive bit. */
  public static final Arm64 V5_19 = new Arm64(3, 8, true, false);

  /** The layout of 6.10 and later: uffd-wp. */
  public static final Arm64 V6_10 = new Arm64(6, 12, true, true);

  private final int swpTypeShift;
  private final int swpOffsetShift;
  private final boolean swpExclusive;
  private final boolean uffdWp;
  private final long typeMask;
  private final long presentInvalid;

  private Arm64(int swpTypeShift, int swpOffsetShift, boolean swpExclusive, boolean uffdWp) {
    this.swpTypeShift = swpTypeShift;
    this.swpOffsetShift = swpOffsetShift;
    this.swpExclusive = swpExclusive;
    this.uffdWp = uffdWp;
    this.typeMask = 31;
    this.presentInvalid = uffdWp ? NG : OLD_PROT_NONE;
  }

  @Override
  public boolean none(long pte) {
    return pte == 0;
  }

  @Override
  public boolean present(long pte) {
    return (pte & (VALID | presentInvalid)) != 0;
  }

  @Override
  public boolean write(long pte) {
    return (pte & WRITE) != 0;
  }

  @Override
  public boolean young(long pte) {
    return (pte & AF) != 0;
  }

  /** pte_dirty: by software, or by the hardware's clearing of read-only on a writable entry. */
  @Override
  public boolean dirty(long pte) {
    return (pte & DIRTY) != 0 || (pte & (WRITE | RDONLY)) == WRITE;
  }

  @Override
  public boolean special(long pte) {
    return (pte & SPECIAL) != 0;
  }

  @Override
  public boolean uffdWp(long pte) {
    return uffdWp && (pte & UFFD_WP) != 0;
  }

  @Override
  public boolean softDirty(long pte) {
    return false;
  }

  @Override
  public boolean protnone(long pte) {
    return (pte & (VALID | presentInvalid)) == presentInvalid && (pte & USER) == 0;
  }

  /** A block descriptor: the table bit is clear. */
  @Override
  public boolean leaf(long entry) {
    return present(entry) && (entry & TABLE_BIT) == 0;
  }

  @Override
  public long pfn(long pte) {
    return (pte & PFN_MASK) >>> 12;
  }

  @Override
  public long prot(boolean read, boolean write, boolean exec, boolean shared) {
    if (!read && !write && !exec) {
      return (uffdWp ? NG | 2L : OLD_PROT_NONE | NG | 2L)
          | AF
          | SHARED
          | RDONLY
          | PXN
          | UXN
          | NORMAL;
    }
    long prot = TYPE_PAGE | AF | SHARED | NG | PXN | USER | RDONLY;
    if (write && shared) {
      prot |= WRITE;
    }
    return exec ? prot : prot | UXN;
  }

  @Override
  public long mk(long pfn, long prot) {
    return (pfn << 12) | prot;
  }

  /** pte_modify: hardware dirtiness is kept as software dirtiness. */
  @Override
  public long modify(long pte, long prot) {
    long mask = USER | PXN | UXN | RDONLY | protNoneBit() | VALID | WRITE | NG;
    long dirty = dirty(pte) ? DIRTY : 0;
    return (pte & ~mask) | (prot & mask) | dirty;
  }

  private long protNoneBit() {
    return uffdWp ? 0 : OLD_PROT_NONE;
  }

  @Override
  public long mkWrite(long pte) {
    long made = pte | WRITE;
    return (made & DIRTY) != 0 ? made & ~RDONLY : made;
  }

  /** pte_wrprotect: a page the hardware has found dirty is remembered by the software bit. */
  @Override
  public long wrprotect(long pte) {
    long dirty = (pte & (WRITE | RDONLY)) == WRITE ? DIRTY : 0;
    return (pte & ~WRITE) | RDONLY | dirty;
  }

  @Override
  public long mkYoung(long pte) {
    return pte | AF;
  }

  @Override
  public long mkOld(long pte) {
    return pte & ~AF;
  }

  @Override
  public long mkDirty(long pte) {
    long made = pte | DIRTY;
    return (made & WRITE) != 0 ? made & ~RDONLY : made;
  }

  @Override
  public long mkClean(long pte) {
    return (pte & ~DIRTY) | RDONLY;
  }

  @Override
  public long mkSpecial(long pte) {
    return pte | SPECIAL;
  }

  @Override
  public long mkLeaf(long pte) {
    return pte & ~TABLE_BIT;
  }

  @Override
  public long mkUffdWp(long pte) {
    return uffdWp ? pte | UFFD_WP : pte;
  }

  @Override
  public long clearUffdWp(long pte) {
    return uffdWp ? pte & ~UFFD_WP : pte;
  }

  @Override
  public long mkSoftDirty(long pte) {
    return pte;
  }

  @Override
  public long clearSoftDirty(long pte) {
    return pte;
  }

  @Override
  public long swapPte(long entry) {
    return ((long) SwapEntry.type(entry) << swpTypeShift)
        | ((SwapEntry.offset(entry) & SWP_OFFSET_MASK) << swpOffsetShift);
  }

  @Override
  public long swapEntry(long pte) {
    return SwapEntry.of(
        (int) ((pte >>> swpTypeShift) & typeMask), (pte >>> swpOffsetShift) & SWP_OFFSET_MASK);
  }

  @Override
  public boolean swpUffdWp(long pte) {
    return uffdWp && (pte & SWP_UFFD_WP) != 0;
  }

  @Override
  public long swpMkUffdWp(long pte) {
    return uffdWp ? pte | SWP_UFFD_WP : pte;
  }

  @Override
  public long swpClearUffdWp(long pte) {
    return uffdWp ? pte & ~SWP_UFFD_WP : pte;
  }

  @Override
  public boolean swpExclusive(long pte) {
    return swpExclusive && (pte & SWP_EXCLUSIVE) != 0;
  }

  @Override
  public long swpMkExclusive(long pte) {
    return swpExclusive ? pte | SWP_EXCLUSIVE : pte;
  }

  @Override
  public long swpClearExclusive(long pte) {
    return swpExclusive ? pte & ~SWP_EXCLUSIVE : pte;
  }

  @Override
  public boolean swpSoftDirty(long pte) {
    return false;
  }

  @Override
  public long swpMkSoftDirty(long pte) {
    return pte;
  }

  @Override
  public long swpClearSoftDirty(long pte) {
    return pte;
  }

  @Override
  public long table(int node) {
    return ((long) node << 12) | TYPE_PAGE;
  }

  @Override
  public boolean isTable(long entry) {
    return (entry & TYPE_PAGE) == TYPE_PAGE;
  }

  @Override
  public int tableNode(long entry) {
    return (int) ((entry & PFN_MASK) >>> 12);
  }

  @Override
  public boolean hasUffdWp() {
    return uffdWp;
  }

  @Override
  public boolean hasSoftDirty() {
    return false;
  }

  @Override
  public boolean hasSwpExclusive() {
    return swpExclusive;
  }

  @Override
  public long maxSwapOffset() {
    return SWP_OFFSET_MASK;
  }

  @Override
  public List<PteField> fields(long pte) {
    return present(pte) || none(pte) ? presentFields(pte) : swapFields(pte);
  }

  private List<PteField> presentFields(long pte) {
    return new PteFields(pte)
        .bits(63, 59, "-")
        .flags(hasUffdWp() ? "UFFD" : "PROTNONE", "-", "SPEC", "D", "UXN", "PXN", "CONT", "W")
        .bits(50, 48, "-")
        .bits(47, 12, "pfn")
        .flags("nG", "AF")
        .bits(9, 8, "SH")
        .flags("RO", "US", "-")
        .bits(4, 2, "ATTR")
        .flags("TABLE", "VALID")
        .done();
  }

  private List<PteField> swapFields(long pte) {
    int top = swpOffsetShift + Long.bitCount(SWP_OFFSET_MASK);
    PteFields fields =
        new PteFields(pte).bits(63, top, "-").bits(top - 1, swpOffsetShift, "offset");
    if (hasUffdWp()) {
      fields.flag("0").bits(10, 6, "type").bits(5, 4, "-").flags("UFFD", "EXCL");
    } else if (hasSwpExclusive()) {
      fields.bits(7, 3, "type").flag("EXCL");
    } else {
      fields.bits(7, 2, "type");
    }
    return fields.flags("-", "VALID").done();
  }

  @Override
  public String toString() {
    return "arm64";
  }
}
