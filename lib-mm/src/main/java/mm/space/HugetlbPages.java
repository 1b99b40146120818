package mm.space;

import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.HugePagePool;
import mm.object.HugeReservation;
import mm.object.Hugetlb;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.PageTable;

/**
 * Pages of the hugetlb pool for one address space: reservations, allocation, and the entries
 * ({@code mm/hugetlb.c}).
 */
public final class HugetlbPages {
  private final AddressSpace mm;
  private final Memory memory;
  private final PteFormat format;

  HugetlbPages(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.format = memory.format;
  }

  /**
   * alloc_hugetlb_folio: a page for the address, against the mapping's reservation where it has
   * one.
   *
   * @return its head, or -1: nothing is left in the pool
   */
  public int allocate(Vma vma, long address) {
    long index = vma.hugeIndexOf(address);
    HugePagePool pool = memory.hugePages;
    int head = hasReservation(vma, index) ? pool.takeReserved() : pool.takeUnreserved();
    if (head >= 0) {
      commitReservation(vma, index);
      memory.setFolioFlags(head, Frames.HUGETLB | Frames.LARGE);
    }
    return head;
  }

  /** vma_needs_reservation and vma_has_reserves. */
  private static boolean hasReservation(Vma vma, long index) {
    if (vma.isShared()) {
      return vma.hugetlb().reservations().get((int) index);
    }
    HugeReservation own = vma.reservation();
    return own != null && !own.consumed().get((int) index);
  }

  private static void commitReservation(Vma vma, long index) {
    HugeReservation own = vma.reservation();
    if (vma.isShared()) {
      vma.hugetlb().reservations().set((int) index);
    } else if (own != null) {
      own.consumed().set((int) index);
    }
  }

  /**
   * A page of the owner's private memory is unmapped: from 6.10 on its reservation exists again at
   * once, but is counted only when the page is freed, which a child may put off (restore_reserve).
   */
  void restoreReservation(Vma vma, long address, int head) {
    HugeReservation own = vma.reservation();
    boolean counts =
        memory.frames.entireMapcount(head) == 0
            || memory.behaviour.has(Trait.HUGETLB_ZAP_RESTORES_SHARED_RESERVE);
    if (own != null && counts && memory.behaviour.has(Trait.HUGETLB_ZAP_RESTORES_RESERVE)) {
      memory.frames.set(head, Frames.RESTORE_RESERVE);
      own.consumed().clear((int) vma.hugeIndexOf(address));
    }
  }

  /** Reservations of a new mapping (hugetlb_reserve_pages): false if the pool has not enough. */
  static boolean reserve(Memory memory, Vma vma) {
    int from = (int) vma.hugeIndexOf(vma.start());
    int to = from + (int) (vma.length() / PageTable.PMD_SIZE);
    if (vma.has(VmFlags.NORESERVE)) {
      return true;
    }
    if (!vma.isShared()) {
      if (!memory.hugePages.reserve(to - from)) {
        return false;
      }
      vma.setReservation(new HugeReservation());
      return true;
    }
    Hugetlb file = vma.hugetlb();
    int held = file.reservations().get(from, to).cardinality();
    if (!memory.hugePages.reserve(to - from - held)) {
      return false;
    }
    file.reservations().set(from, to);
    return true;
  }

  /** hugetlb_vm_op_close: the unused reservations of a private mapping go back. */
  static void closeMapping(Memory memory, Vma vma) {
    HugeReservation own = vma.reservation();
    if (own == null) {
      return;
    }
    int from = (int) vma.hugeIndexOf(vma.start());
    int to = from + (int) (vma.length() / PageTable.PMD_SIZE);
    memory.hugePages.unreserve(to - from - own.consumed().get(from, to).cardinality());
  }

  /**
   * hugetlb_unreserve_pages after pages {@code [from, to)} left the file, {@code freed} of them
   * from memory.
   */
  static void unreserve(Memory memory, Hugetlb file, long from, long to, int freed) {
    int last = (int) Math.min(to, file.reservations().length());
    if (from >= last) {
      if (freed != 0) {
        memory.hugePages.unreserve(-freed);
      }
      return;
    }
    int held = file.reservations().get((int) from, last).cardinality();
    file.reservations().clear((int) from, last);
    memory.hugePages.unreserve(held - freed);
  }

  /** make_huge_pte. */
  public long makePte(Vma vma, int head, boolean writable) {
    long pte = format.mkYoung(format.mkLeaf(format.mk(head, vma.pageProt())));
    return writable && vma.has(VmFlags.WRITE)
        ? format.mkWrite(format.mkDirty(pte))
        : format.wrprotect(pte);
  }

  /** A new anonymous huge page for a private mapping. */
  public void makeAnon(Vma vma, int head, long address) {
    memory.setFolioOwner(head, vma.prepareAnon(), vma.hugeIndexOf(address));
    memory.setFolioFlags(head, Frames.ANON | Frames.EXCLUSIVE);
  }

  /** Sets an entry and flushes. */
  public void set(long address, long entry) {
    long start = address & -PageTable.PMD_SIZE;
    mm.table().setPmd(start, entry);
    mm.flush(start, start + PageTable.PMD_SIZE);
  }

  /**
   * The node of entries for {@code address}, made or shared with another mapping of the same file
   * (huge_pte_alloc).
   */
  public void ensureTable(Vma vma, long address) {
    if (mm.table().pmdNode(address) != 0) {
      return;
    }
    if (wantsSharing(vma, address)) {
      int node = sharableNode(vma, address);
      if (node != 0) {
        mm.table().attachPmdNode(address, node);
        return;
      }
    }
    mm.table().pmdNodeOrNew(address);
  }

  /**
   * want_pmd_share: whole PUD ranges of shared mappings, never where userfaultfd watches writes or
   * minor faults.
   */
  private static boolean wantsSharing(Vma vma, long address) {
    long start = address & -PageTable.PUD_SIZE;
    return vma.isShared()
        && !vma.uffdWp()
        && !vma.uffdMinor()
        && start >= vma.start()
        && start + PageTable.PUD_SIZE <= vma.end();
  }

  /** huge_pmd_share: a node that another mapping has for the same part of the file. */
  private int sharableNode(Vma vma, long address) {
    long start = address & -PageTable.PUD_SIZE;
    long index = vma.indexOf(start);
    for (mm.object.Mapper mapper : vma.hugetlb().mappers()) {
      Vma other = (Vma) mapper;
      long there = other.addressOf(index);
      if (other != vma
          && there >= 0
          && (there & (PageTable.PUD_SIZE - 1)) == 0
          && other.flags() == vma.flags()
          && wantsSharing(other, there)
          && other.mm().table().pmdNode(there) != 0) {
        return other.mm().table().pmdNode(there);
      }
    }
    return 0;
  }

  /** Whether the table for {@code address} is shared with another mapping. */
  public boolean isShared(long address) {
    int node = mm.table().pmdNode(address);
    return node != 0 && memory.tables.users(node) > 1;
  }

  /**
   * huge_pmd_unshare: takes a shared node out of this table. Its pages stay mapped by the others.
   */
  boolean unshare(long address) {
    if (!isShared(address)) {
      return false;
    }
    long start = address & -PageTable.PUD_SIZE;
    long[] entries = memory.tables.node(mm.table().pmdNode(address));
    for (long entry : entries) {
      if (format.leaf(entry) && format.present(entry)) {
        mm.hugetlbUsage--;
      }
    }
    mm.table().detachPmdNode(start);
    mm.flush(start, start + PageTable.PUD_SIZE);
    return true;
  }

  /** hugetlb_unshare_all_pmds: before write or minor faults are watched. */
  public void unshareAll(Vma vma) {
    long at = (vma.start() + PageTable.PUD_SIZE - 1) & -PageTable.PUD_SIZE;
    for (; at + PageTable.PUD_SIZE <= vma.end(); at += PageTable.PUD_SIZE) {
      unshare(at);
    }
  }
}
