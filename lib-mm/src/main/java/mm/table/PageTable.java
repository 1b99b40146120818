package mm.table;

import mm.arch.PteFormat;

/**
 * The page table of one address space: four levels of nodes, x86_64's 47-bit user half. The third
 * level (PMD) holds tables of 4 KiB entries or 2 MiB leaves; hugetlb entries are PMD leaves, and
 * may be in swap form there (markers).
 */
public final class PageTable {
  /** Bytes under one PMD entry. */
  public static final long PMD_SIZE = 1L << 21;

  /** Bytes under one PUD entry, that is under one node of PMD entries. */
  public static final long PUD_SIZE = 1L << 30;

  private static final int PGD_SHIFT = 39;
  private static final int PUD_SHIFT = 30;
  private static final int PMD_SHIFT = 21;
  private static final int PTE_SHIFT = 12;

  private final PageTables nodes;
  private final PteFormat format;
  private final int root;

  public PageTable(PageTables nodes, PteFormat format) {
    this.nodes = nodes;
    this.format = format;
    this.root = nodes.allocate();
  }

  /** Index of the entry for {@code address} in a node of 4 KiB entries. */
  public static int pteIndex(long address) {
    return (int) (address >>> PTE_SHIFT) & 511;
  }

  /** Index of the entry for {@code address} in a node of PMD entries. */
  public static int pmdIndex(long address) {
    return (int) (address >>> PMD_SHIFT) & 511;
  }

  private static int pudIndex(long address) {
    return (int) (address >>> PUD_SHIFT) & 511;
  }

  private static int pgdIndex(long address) {
    return (int) (address >>> PGD_SHIFT) & 511;
  }

  private int child(int node, int index) {
    long entry = nodes.node(node)[index];
    return entry == 0 ? 0 : format.tableNode(entry);
  }

  private int childOrNew(int node, int index) {
    long entry = nodes.node(node)[index];
    if (entry != 0) {
      return format.tableNode(entry);
    }
    int made = nodes.allocate();
    nodes.node(node)[index] = format.table(made);
    return made;
  }

  /** The node that holds the PMD entry for {@code address}, or 0. */
  public int pmdNode(long address) {
    int pud = child(root, pgdIndex(address));
    return pud == 0 ? 0 : child(pud, pudIndex(address));
  }

  /** The node that holds the PMD entry for {@code address}, made if there is none. */
  public int pmdNodeOrNew(long address) {
    return childOrNew(childOrNew(root, pgdIndex(address)), pudIndex(address));
  }

  /** The PMD entry for {@code address}: 0, a table, or a leaf (in swap form too). */
  public long pmd(long address) {
    int node = pmdNode(address);
    return node == 0 ? 0 : nodes.node(node)[pmdIndex(address)];
  }

  /** Sets the PMD entry; the upper levels are made if needed. */
  public void setPmd(long address, long entry) {
    nodes.node(pmdNodeOrNew(address))[pmdIndex(address)] = entry;
  }

  /** The node of 4 KiB entries for {@code address}, or null if the PMD entry is none or a leaf. */
  public long @org.jspecify.annotations.Nullable [] ptes(long address) {
    long pmd = pmd(address);
    return format.isTable(pmd) ? nodes.node(format.tableNode(pmd)) : null;
  }

  /**
   * The node of 4 KiB entries for {@code address}, made if the PMD entry is none. The PMD entry
   * must not be a leaf.
   */
  public long[] ptesOrNew(long address) {
    int pmdNode = pmdNodeOrNew(address);
    return nodes.node(childOrNew(pmdNode, pmdIndex(address)));
  }

  /** The entry of a 4 KiB page, 0 where there is no table. */
  public long pte(long address) {
    long[] ptes = ptes(address);
    return ptes == null ? 0 : ptes[pteIndex(address)];
  }

  /** Detaches the table under the PMD entry and frees it, whatever is in it. */
  public void dropPteTable(long address) {
    long[] pmds = nodes.node(pmdNode(address));
    nodes.release(format.tableNode(pmds[pmdIndex(address)]));
    pmds[pmdIndex(address)] = 0;
  }

  /**
   * The first address at or after {@code address}, below {@code end}, that has a node of PMD
   * entries; {@code end} if there is none.
   */
  public long nextPopulated(long address, long end) {
    long at = address;
    while (at < end) {
      int pud = child(root, pgdIndex(at));
      if (pud == 0) {
        at = Math.min(end, ((at >>> PGD_SHIFT) + 1) << PGD_SHIFT);
      } else if (child(pud, pudIndex(at)) == 0) {
        at = Math.min(end, ((at >>> PUD_SHIFT) + 1) << PUD_SHIFT);
      } else {
        return at;
      }
    }
    return end;
  }

  /** End of the PMD entry's range that holds {@code address}, at most {@code end}. */
  public static long pmdEnd(long address, long end) {
    return Math.min(end, (address & -PMD_SIZE) + PMD_SIZE);
  }

  /** End of the PUD entry's range that holds {@code address}, at most {@code end}. */
  public static long pudEnd(long address, long end) {
    return Math.min(end, (address & -PUD_SIZE) + PUD_SIZE);
  }

  /**
   * Points the PUD entry for {@code address} to a node of PMD entries that another table has too;
   * one user more.
   */
  public void attachPmdNode(long address, int node) {
    int pud = childOrNew(root, pgdIndex(address));
    nodes.node(pud)[pudIndex(address)] = format.table(node);
    nodes.share(node);
  }

  /** Takes a node of PMD entries out of the PUD entry for {@code address}; one user less. */
  public void detachPmdNode(long address) {
    int pud = child(root, pgdIndex(address));
    int node = child(pud, pudIndex(address));
    nodes.node(pud)[pudIndex(address)] = 0;
    nodes.release(node);
  }

  /**
   * Frees the nodes that lie wholly within {@code [floor, ceiling)} and under {@code [start, end)};
   * their entries must be none ({@code mm/memory.c free_pgd_range}).
   */
  public void freeTables(long start, long end, long floor, long ceiling) {
    long at = start & -PMD_SIZE;
    while ((at = nextPopulated(at, end)) < end) {
      long pudEnd = pudEnd(at, Long.MAX_VALUE);
      int pmdNode = pmdNode(at);
      long[] pmds = nodes.node(pmdNode);
      for (long a = at & -PMD_SIZE; a < Math.min(end, pudEnd); a += PMD_SIZE) {
        long pmd = pmds[pmdIndex(a)];
        if (a >= floor && a + PMD_SIZE <= ceiling && format.isTable(pmd)) {
          nodes.release(format.tableNode(pmd));
          pmds[pmdIndex(a)] = 0;
        }
      }
      long pudStart = at & -PUD_SIZE;
      if (pudStart >= floor && pudEnd <= ceiling) {
        detachPmdNode(at);
        freeIfEmpty(at);
      }
      at = pudEnd;
    }
  }

  private void freeIfEmpty(long address) {
    int pud = child(root, pgdIndex(address));
    for (long entry : nodes.node(pud)) {
      if (entry != 0) {
        return;
      }
    }
    nodes.node(root)[pgdIndex(address)] = 0;
    nodes.release(pud);
  }

  /** Frees the root of an empty table. */
  public void destroy() {
    nodes.release(root);
  }

  /** The nodes of the machine. */
  public PageTables nodes() {
    return nodes;
  }
}
