package mm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.arch.PteFormat;
import mm.arch.SwapEntry;
import mm.config.Trait;
import mm.object.Memory;
import mm.object.PageCache;
import mm.object.Shmem;
import mm.object.SwapArea;
import mm.ram.Frames;
import mm.space.AddressSpace;
import mm.space.VmFlags;
import mm.space.Vma;
import mm.table.PageTable;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes what the machine counts, from the page tables, the caches and the pools ({@link
 * Machine#check}).
 */
final class MachineCheck {
  private final Memory memory;
  private final PteFormat format;
  private final List<AddressSpace> spaces;
  private final List<Shmem> files;
  private final @Nullable SwapArea area;
  private final int[] pteMaps;
  private final int[] pmdMaps;
  private final Map<Long, Integer> swapUsers = new HashMap<>();

  MachineCheck(
      Memory memory, List<AddressSpace> spaces, List<Shmem> files, @Nullable SwapArea area) {
    this.memory = memory;
    this.format = memory.format;
    this.spaces = spaces;
    this.files = files;
    this.area = area;
    this.pteMaps = new int[memory.frames.pfnEnd()];
    this.pmdMaps = new int[memory.frames.pfnEnd() / Frames.BLOCK];
  }

  void run() {
    for (AddressSpace mm : spaces) {
      checkSpace(mm);
    }
    for (Shmem file : files) {
      checkFile(file);
    }
    checkFrames();
    checkSwap();
    same(
        "free pages of the hugetlb pool are not fewer than reserved ones",
        0,
        Math.max(0, memory.hugePages.reserved() - memory.hugePages.free()));
  }

  private static void same(String what, long expected, long found) {
    if (expected != found) {
      throw new AssertionError(what + ": recomputed " + expected + ", counted " + found);
    }
  }

  private void checkSpace(AddressSpace mm) {
    long[] counted = new long[4];
    long end = 0;
    for (int i = 0; i < mm.vmas().size(); i++) {
      Vma vma = mm.vmas().get(i);
      if (vma.start() < end || vma.end() <= vma.start()) {
        throw new AssertionError("VMAs out of order at 0x" + Long.toHexString(vma.start()));
      }
      if (vma.has(VmFlags.UFFD) != (vma.hook() != null)) {
        throw new AssertionError(
            "registration without context or the other way round at 0x"
                + Long.toHexString(vma.start()));
      }
      end = vma.end();
      checkVma(mm, vma, counted);
    }
    same("anonymous pages of a task", counted[0], mm.anonPages());
    same("file pages of a task", counted[1], mm.shmemPages());
    same("swap entries of a task", counted[2], mm.swapEntries());
    same("hugetlb pages of a task", counted[3], mm.hugetlbUsage());
  }

  private void checkVma(AddressSpace mm, Vma vma, long[] counted) {
    for (long at = vma.start(); at < vma.end(); at = PageTable.pmdEnd(at, vma.end())) {
      long pmd = mm.table().pmd(at);
      if (pmd == 0) {
        continue;
      }
      if (format.isTable(pmd)) {
        for (long a = at; a < PageTable.pmdEnd(at, vma.end()); a += 4096) {
          countPte(mm.table().pte(a), counted, a);
        }
      } else if (format.present(pmd)) {
        countLeaf(mm, vma, pmd, at, counted);
      }
    }
  }

  private void countPte(long pte, long[] counted, long address) {
    if (format.present(pte)) {
      int pfn = (int) format.pfn(pte);
      if (memory.isZeroPage(pfn)) {
        return;
      }
      if (!memory.frames.is(pfn, Frames.IN_USE)) {
        throw new AssertionError("entry of a free page at 0x%x: 0x%016x".formatted(address, pte));
      }
      pteMaps[pfn]++;
      counted[memory.frames.is(pfn, Frames.ANON) ? 0 : 1]++;
      if (format.write(pte)
          && format.uffdWp(pte)
          && memory.behaviour.has(Trait.SHARED_WP_WRITENOTIFY)) {
        checkLeftover(address, pte);
      }
    } else if (memory.entries.isSwap(pte)) {
      counted[2]++;
      swapUsers.merge(format.swapEntry(pte), 1, Integer::sum);
    }
  }

  /** A writable entry with the bit is only right where nobody is told of writes any more. */
  private void checkLeftover(long address, long pte) {
    if (memory.mayHaveLeftoverWpBits()) {
      return;
    }
    for (AddressSpace mm : spaces) {
      Vma vma = mm.vmas().at(address);
      if (vma != null && vma.uffdWp() && mm.table().pte(address) == pte) {
        throw new AssertionError(
            "a protected page is writable at 0x%x: 0x%016x".formatted(address, pte));
      }
    }
  }

  private void countLeaf(AddressSpace mm, Vma vma, long pmd, long address, long[] counted) {
    int head = (int) format.pfn(pmd);
    if (memory.isHugeZero(head)) {
      return;
    }
    if (vma.isHugetlb()) {
      counted[3]++;
      if (mm.hugetlbPages().isShared(address)) {
        return;
      }
    } else {
      counted[memory.frames.is(head, Frames.ANON) ? 0 : 1] += Frames.BLOCK;
    }
    pmdMaps[head / Frames.BLOCK]++;
  }

  private void checkFile(Shmem file) {
    long end = file.pages().end();
    long swapped = 0;
    for (long i = file.pages().next(0, end); i < end; i = file.pages().next(i + 1, end)) {
      long slot = file.pages().get(i);
      if (PageCache.isSwap(slot)) {
        swapped++;
        swapUsers.merge(PageCache.swapEntry(slot), 1, Integer::sum);
      } else {
        int pfn = PageCache.pfn(slot);
        if (memory.frames.owner(pfn) != file || memory.frames.index(pfn) != i) {
          throw new AssertionError(
              "page cache of " + file.name() + " and frame disagree, index=" + i);
        }
      }
    }
    same("swapped pages of " + file.name(), swapped, file.swappedPages());
  }

  private void checkFrames() {
    Frames frames = memory.frames;
    for (int pfn = Frames.BLOCK; pfn < frames.pfnEnd(); pfn++) {
      same("entries that map pfn " + pfn, pteMaps[pfn], frames.pteMapcount(pfn));
      if ((pfn & Frames.BLOCK - 1) == 0 && !anyShared()) {
        same(
            "PMDs that map the folio of pfn " + pfn,
            pmdMaps[pfn / Frames.BLOCK],
            frames.entireMapcount(pfn));
      }
      if (frames.is(pfn, Frames.SWAPCACHE)) {
        same("swap cache of pfn " + pfn, pfn, memory.swap.cached(frames.swapEntry(pfn)));
      }
    }
  }

  private boolean anyShared() {
    for (AddressSpace mm : spaces) {
      for (int i = 0; i < mm.vmas().size(); i++) {
        Vma vma = mm.vmas().get(i);
        if (vma.isHugetlb() && mm.hugetlbPages().isShared(vma.start())) {
          return true;
        }
      }
    }
    return false;
  }

  private void checkSwap() {
    if (area == null) {
      return;
    }
    for (int slot = 1; slot < area.end(); slot++) {
      long entry = SwapEntry.of(area.type(), slot);
      if (area.active()) {
        same(
            "users of swap slot " + slot,
            swapUsers.getOrDefault(entry, 0),
            memory.swap.count(entry));
      }
    }
  }
}
