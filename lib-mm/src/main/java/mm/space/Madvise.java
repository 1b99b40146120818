package mm.space;

import static mm.abi.Mman.*;

import mm.abi.Errno;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.PageTable;

/** madvise(2) ({@code mm/madvise.c}). */
public final class Madvise {
  /** Result of a call that never returns. */
  public static final int NEVER = Integer.MIN_VALUE;

  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;
  private final Truncate truncate;

  public Madvise(AddressSpace mm, Truncate truncate) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
    this.truncate = truncate;
  }

  /**
   * 0, a negative errno, or {@link #NEVER}. Mappings after a hole are still advised; the hole gives
   * ENOMEM at the end.
   */
  public int madvise(long start, long length, int advice) {
    long end = start + ((length + 4095) & -4096);
    if (!supported(advice) || (start & 4095) != 0 || end < start) {
      return -Errno.EINVAL;
    }
    if (start == end) {
      return 0;
    }
    return walk(start, end, advice);
  }

  private boolean supported(int advice) {
    return switch (advice) {
      case MADV_NORMAL,
          MADV_WILLNEED,
          MADV_DONTNEED,
          MADV_FREE,
          MADV_REMOVE,
          MADV_DONTFORK,
          MADV_DOFORK ->
          true;
      case MADV_HUGEPAGE, MADV_NOHUGEPAGE, MADV_COLD, MADV_PAGEOUT, MADV_DONTNEED_LOCKED -> true;
      case MADV_COLLAPSE -> memory.behaviour.has(Trait.MADV_COLLAPSE);
      case MADV_GUARD_INSTALL, MADV_GUARD_REMOVE -> memory.behaviour.has(Trait.GUARD_REGIONS);
      default -> false;
    };
  }

  private int walk(long start, long end, int advice) {
    long covered = start;
    boolean hole = false;
    while (covered < end) {
      int i = mm.vmas().firstEndingAbove(covered);
      if (i == mm.vmas().size() || mm.vmas().get(i).start() >= end) {
        return -Errno.ENOMEM;
      }
      Vma vma = mm.vmas().get(i);
      hole |= vma.start() > covered;
      long from = Math.max(vma.start(), covered);
      long to = Math.min(vma.end(), end);
      int result = one(vma, from, to, advice);
      if (result != 0) {
        return result;
      }
      covered = to;
    }
    return hole ? -Errno.ENOMEM : 0;
  }

  private int one(Vma vma, long start, long end, int advice) {
    return switch (advice) {
      case MADV_DONTNEED, MADV_DONTNEED_LOCKED, MADV_FREE ->
          dontneedOrFree(vma, start, end, advice);
      case MADV_REMOVE -> remove(vma, start, end);
      case MADV_DONTFORK -> flags(vma, start, end, VmFlags.DONTCOPY, 0);
      case MADV_DOFORK -> flags(vma, start, end, 0, VmFlags.DONTCOPY);
      case MADV_HUGEPAGE -> flags(vma, start, end, VmFlags.HUGEPAGE, VmFlags.NOHUGEPAGE);
      case MADV_NOHUGEPAGE -> flags(vma, start, end, VmFlags.NOHUGEPAGE, VmFlags.HUGEPAGE);
      case MADV_COLD -> vma.isHugetlb() ? -Errno.EINVAL : cold(vma, start, end);
      case MADV_PAGEOUT -> vma.isHugetlb() ? -Errno.EINVAL : new PageOut(mm).range(vma, start, end);
      case MADV_COLLAPSE -> new Collapse(mm).madviseCollapse(vma, start, end);
      case MADV_GUARD_INSTALL -> new GuardRegions(mm).install(vma, start, end);
      case MADV_GUARD_REMOVE -> new GuardRegions(mm).remove(vma, start, end);
      default -> 0;
    };
  }

  private int flags(Vma vma, long start, long end, int set, int clear) {
    int flags = (vma.flags() & ~clear) | set;
    if (flags != vma.flags()) {
      Vma part = mm.mappings().isolate(vma, start, end);
      part.setFlags(flags);
      mm.mappings().mergeAround(part);
    }
    return 0;
  }

  /** madvise_dontneed_free. */
  private int dontneedOrFree(Vma vma, long start, long wantedEnd, int advice) {
    long end = wantedEnd;
    if (vma.isHugetlb()) {
      if (advice == MADV_FREE || (start & (PageTable.PMD_SIZE - 1)) != 0) {
        return -Errno.EINVAL;
      }
      end &= -PageTable.PMD_SIZE;
    }
    if (start == end) {
      return 0;
    }
    FaultHook hook = vma.hook();
    if (hook != null) {
      hook.removed(start, end);
    }
    if (advice == MADV_FREE) {
      return vma.isAnonymous() ? free(vma, start, end) : -Errno.EINVAL;
    }
    mm.zap().dontneed(vma, start, end);
    return 0;
  }

  /** madvise_remove: a hole in the file. */
  private int remove(Vma vma, long start, long end) {
    if (vma.file() == null) {
      return -Errno.EINVAL;
    }
    if (!vma.isShared()) {
      return -Errno.EACCES;
    }
    FaultHook hook = vma.hook();
    if (hook != null) {
      hook.removed(start, end);
    }
    return truncate.punchHole(vma.file(), vma.indexOf(start) << 12, end - start);
  }

  /** madvise_free_pte_range. */
  private int free(Vma vma, long start, long end) {
    mm.flush(start, end);
    for (long at = start; (at = mm.table().nextPopulated(at, end)) < end; ) {
      long next = PageTable.pmdEnd(at, end);
      long pmd = mm.table().pmd(at);
      if (pmd != 0 && !format.isTable(pmd)) {
        freeHuge(vma, at, next, pmd);
      }
      long[] ptes = mm.table().ptes(at);
      for (long a = at; ptes != null && a < next; ) {
        a = freeFrom(ptes, a, next);
      }
      at = next;
    }
    return 0;
  }

  /** One entry, or those of a large folio; gives where to go on. */
  private long freeFrom(long[] ptes, long at, long end) {
    int i = PageTable.pteIndex(at);
    int pfn = format.present(ptes[i]) ? (int) format.pfn(ptes[i]) : memory.zeroPfn;
    if (memory.isZeroPage(pfn) || !frames.is(pfn, Frames.LARGE)) {
      ptes[i] = freed(ptes[i]);
      return at + 4096;
    }
    int batch = PteBatch.length(mm, at, end, pfn);
    boolean keepsWhole = memory.behaviour.has(Trait.ADVICE_KEEPS_WHOLE_FOLIOS);
    if (FolioSharing.maybeMappedShared(memory, pfn)) {
      return keepsWhole ? at + 4096L * batch : end;
    }
    if (batch < Frames.BLOCK || !keepsWhole) {
      mm.reclaim().folioSplit().split(frames.head(pfn));
      return at;
    }
    for (int k = i; k < i + batch; k++) {
      ptes[k] = freed(ptes[k]);
    }
    return at + 4096L * batch;
  }

  private void freeHuge(Vma vma, long at, long next, long pmd) {
    int head = (int) format.pfn(pmd);
    if (memory.isHugeZero(head) || FolioSharing.maybeMappedShared(memory, head)) {
      return;
    }
    if (next - at < PageTable.PMD_SIZE) {
      mm.reclaim().folioSplit().split(head);
      return;
    }
    memory.clearFolioFlags(head, Frames.DIRTY);
    memory.setFolioFlags(head, Frames.LAZYFREE);
    mm.table().setPmd(at, format.mkOld(format.mkClean(pmd)));
  }

  private long freed(long pte) {
    if (format.none(pte)) {
      return pte;
    }
    if (!format.present(pte)) {
      return freedNonPresent(pte);
    }
    int pfn = (int) format.pfn(pte);
    if (memory.isZeroPage(pfn) || !frames.is(pfn, Frames.ANON) || frames.mapcount(pfn) != 1) {
      return pte;
    }
    if (frames.is(pfn, Frames.SWAPCACHE)) {
      if (memory.swap.count(frames.swapEntry(pfn)) > 0) {
        return pte;
      }
      memory.removeFromSwapCache(pfn);
    }
    frames.clear(pfn, Frames.DIRTY);
    frames.set(pfn, Frames.LAZYFREE);
    return format.mkOld(format.mkClean(pte));
  }

  private long freedNonPresent(long pte) {
    if (memory.entries.isSwap(pte)) {
      mm.countSwap(-1);
      memory.freeSwapAndCache(format.swapEntry(pte));
      return 0;
    }
    boolean poisoned = (memory.entries.markerBits(pte) & PteMarker.POISONED) != 0;
    return poisoned || memory.entries.isHwpoison(pte) ? 0 : pte;
  }

  private int cold(Vma vma, long start, long end) {
    mm.flush(start, end);
    for (long at = start; (at = mm.table().nextPopulated(at, end)) < end; ) {
      long next = PageTable.pmdEnd(at, end);
      long pmd = mm.table().pmd(at);
      if (pmd != 0 && !format.isTable(pmd)) {
        int head = (int) format.pfn(pmd);
        if (!memory.isHugeZero(head)
            && !FolioSharing.maybeMappedShared(memory, head)
            && next - at < PageTable.PMD_SIZE) {
          mm.reclaim().folioSplit().split(head);
        } else {
          mm.table().setPmd(at, format.mkOld(pmd));
        }
      }
      long[] ptes = mm.table().ptes(at);
      for (long a = at; ptes != null && a < next; ) {
        a = coldFrom(ptes, a, next);
      }
      at = next;
    }
    return 0;
  }

  /** One entry, or those of a large folio, which is split unless it is held as a whole. */
  private long coldFrom(long[] ptes, long at, long end) {
    int i = PageTable.pteIndex(at);
    int pfn = format.present(ptes[i]) ? (int) format.pfn(ptes[i]) : memory.zeroPfn;
    int pages = memory.isZeroPage(pfn) ? 1 : frames.partPages(pfn);
    int batch = pages > 1 ? PteBatch.length(mm, at, end, pfn) : 1;
    boolean keepsWhole = memory.behaviour.has(Trait.ADVICE_KEEPS_WHOLE_FOLIOS);
    if (pages > 1 && (batch < pages || !keepsWhole)) {
      if (FolioSharing.maybeMappedShared(memory, pfn)) {
        return keepsWhole ? at + 4096L * batch : end;
      }
      mm.reclaim().folioSplit().splitLarge(pfn);
      return at;
    }
    if (format.present(ptes[i]) && PteBatch.mapcount(frames, pfn, pages) == pages) {
      for (int k = i; k < i + batch; k++) {
        ptes[k] = format.mkOld(ptes[k]);
      }
    }
    return at + 4096L * batch;
  }
}
