package mm.space;

import mm.abi.Errno;
import mm.abi.Mman;
import mm.object.FileObject;
import mm.object.Hugetlb;
import mm.object.Memory;
import mm.table.PageTable;
import org.jspecify.annotations.Nullable;

/** mmap and munmap, and how VMAs are split and merged ({@code mm/mmap.c}, {@code mm/vma.c}). */
public final class Mappings {
  /** Where addresses that the kernel chooses begin. */
  private static final long MMAP_BASE = 0x7f00_0000_0000L;

  private static final long TASK_SIZE = 1L << 47;

  private final AddressSpace mm;
  private final Memory memory;

  Mappings(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
  }

  /**
   * mmap.
   *
   * @param file what is mapped, null for private anonymous memory
   * @return the address, or a negative errno
   */
  public long mmap(
      long wanted, long length, int prot, int mapFlags, @Nullable FileObject file, long offset) {
    boolean huge = file instanceof Hugetlb;
    long pageSize = huge ? PageTable.PMD_SIZE : 4096;
    if (length <= 0 || (offset & (pageSize - 1)) != 0) {
      return -Errno.EINVAL;
    }
    long size = (length + pageSize - 1) & -pageSize;
    boolean fixed = (mapFlags & Mman.MAP_FIXED) != 0;
    long start = fixed ? wanted : freeAddress(size, pageSize);
    if ((start & (pageSize - 1)) != 0) {
      return -Errno.EINVAL;
    }
    if (start + size > TASK_SIZE || start < 0) {
      return -Errno.ENOMEM;
    }
    if (fixed) {
      unmapOver(start, start + size);
    }
    return place(start, size, prot, mapFlags, file, offset);
  }

  private long place(
      long start, long size, int prot, int mapFlags, @Nullable FileObject file, long offset) {
    int flags = VmFlags.ofProt(prot);
    if ((mapFlags & Mman.MAP_SHARED) != 0) {
      flags |= VmFlags.SHARED;
    }
    if ((mapFlags & Mman.MAP_NORESERVE) != 0) {
      flags |= VmFlags.NORESERVE;
    }
    if (isAccountable(flags, file)) {
      flags |= VmFlags.ACCOUNT;
    }
    if (file instanceof Hugetlb) {
      flags |= VmFlags.HUGETLB;
    }
    long pgoff = file == null ? start >> 12 : offset >> 12;
    Vma vma = new Vma(mm, start, start + size, flags, file, pgoff);
    if (vma.isHugetlb() && !HugetlbPages.reserve(memory, vma)) {
      return -Errno.ENOMEM;
    }
    if (vma.isHugetlb() && vma.has(VmFlags.WRITE)) {
      // hugetlbfs_file_mmap: a writable mapping makes the file as long as itself.
      long end = (vma.pgoff() << 12) + size;
      vma.hugetlb().setSizeBytes(Math.max(vma.hugetlb().sizeBytes(), end));
    }
    vma.attachFile();
    mm.vmas().insert(vma);
    mergeAround(vma);
    return start;
  }

  /** accountable_mapping: private and writable. */
  private static boolean isAccountable(int flags, @Nullable FileObject file) {
    return (flags & (VmFlags.NORESERVE | VmFlags.SHARED | VmFlags.WRITE)) == VmFlags.WRITE
        && !(file instanceof Hugetlb);
  }

  /** The lowest free place at or above the base. */
  public long freeAddress(long size, long alignment) {
    long at = MMAP_BASE;
    for (int i = mm.vmas().firstEndingAbove(at); i < mm.vmas().size(); i++) {
      Vma vma = mm.vmas().get(i);
      if (at + size <= vma.start()) {
        break;
      }
      at = (vma.end() + alignment - 1) & -alignment;
    }
    return at;
  }

  /** munmap(2). */
  public int munmap(long start, long length) {
    long end = start + ((length + 4095) & -4096);
    if ((start & 4095) != 0 || length <= 0 || end < start || end > TASK_SIZE) {
      return -Errno.EINVAL;
    }
    for (Vma vma : mm.vmas().overlapping(start, end)) {
      if (vma.isHugetlb() && splitsHugePage(vma, start, end)) {
        return -Errno.EINVAL;
      }
    }
    unmapOver(start, end);
    return 0;
  }

  private static boolean splitsHugePage(Vma vma, long start, long end) {
    long from = Math.max(start, vma.start());
    long to = Math.min(end, vma.end());
    return ((from | to) & (PageTable.PMD_SIZE - 1)) != 0;
  }

  private void unmapOver(long start, long end) {
    java.util.List<FaultHook> told = new java.util.ArrayList<>();
    for (Vma vma : mm.vmas().overlapping(start, end)) {
      FaultHook hook = vma.hook();
      if (hook != null && !told.contains(hook)) {
        told.add(hook);
      }
      remove(isolate(vma, Math.max(start, vma.start()), Math.min(end, vma.end())));
    }
    for (FaultHook hook : told) {
      hook.unmapped(start, end);
    }
  }

  /** Zaps all of a VMA, frees its tables, and takes it away. */
  void remove(Vma vma) {
    mm.zap().range(vma, vma.start(), vma.end(), true, true);
    if (vma.isHugetlb()) {
      HugetlbPages.closeMapping(memory, vma);
    }
    mm.vmas().remove(vma);
    vma.detach();
    freeTables(vma.start(), vma.end());
  }

  /** free_pgtables: the tables that no VMA needs any more. */
  void freeTables(long start, long end) {
    int next = mm.vmas().firstEndingAbove(start);
    long ceiling = next < mm.vmas().size() ? mm.vmas().get(next).start() : TASK_SIZE;
    long floor = next > 0 ? mm.vmas().get(next - 1).end() : 0;
    mm.table().freeTables(start, end, floor, ceiling);
  }

  /** exit_mmap: everything goes, nobody is told. */
  public void exit() {
    while (mm.vmas().size() > 0) {
      Vma vma = mm.vmas().get(mm.vmas().size() - 1);
      vma.setRegistration(null, 0);
      remove(vma);
    }
    mm.table().destroy();
  }

  /** The part {@code [start, end)} of a VMA as a VMA of its own (split_vma at both ends). */
  public Vma isolate(Vma vma, long start, long end) {
    Vma middle = vma;
    if (start > vma.start()) {
      middle = splitAt(vma, start);
    }
    if (end < middle.end()) {
      splitAt(middle, end);
    }
    return middle;
  }

  /** Splits off what lies above {@code address}, and gives that part. */
  private Vma splitAt(Vma vma, long address) {
    if (!vma.isHugetlb() && (address & (PageTable.PMD_SIZE - 1)) != 0) {
      mm.thpSplit().splitPmd(vma, address);
    }
    Vma upper = vma.sliceOf(mm, address, vma.end());
    vma.setBounds(vma.start(), address);
    mm.vmas().insert(upper);
    return upper;
  }

  /**
   * Merges a VMA with its neighbours where they are alike (vma_merge); gives the VMA that it is
   * part of then.
   */
  public Vma mergeAround(Vma vma) {
    if (vma.isHugetlb()) {
      return vma;
    }
    Vma merged = vma;
    int i = mm.vmas().firstEndingAbove(vma.start());
    if (i > 0 && mergeable(mm.vmas().get(i - 1), merged)) {
      merged = merge(mm.vmas().get(i - 1), merged);
      i--;
    }
    if (i + 1 < mm.vmas().size() && mergeable(merged, mm.vmas().get(i + 1))) {
      merged = merge(merged, mm.vmas().get(i + 1));
    }
    return merged;
  }

  private static boolean mergeable(Vma low, Vma high) {
    if (low.end() != high.start()
        || low.flags() != high.flags()
        || low.file() != high.file()
        || low.hook() != high.hook()
        || low.indexOf(low.end()) != high.pgoff()) {
      return false;
    }
    if (low.hasAnonVmaOf(high)) {
      return true;
    }
    Vma withFamily = low.anon() != null ? low : high;
    return (low.anon() == null || high.anon() == null) && !withFamily.anonFromParent();
  }

  private Vma merge(Vma low, Vma high) {
    mm.vmas().remove(high);
    high.detach();
    low.setBounds(low.start(), high.end());
    if (low.anon() == null) {
      low.inheritAnon(high);
    }
    return low;
  }
}
