package mm.space;

import mm.abi.Errno;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.config.Trait;
import mm.object.Memory;
import mm.table.PageTable;

/**
 * MADV_GUARD_INSTALL and MADV_GUARD_REMOVE: markers that make every access fatal ({@code
 * mm/madvise.c}, since 6.13).
 */
final class GuardRegions {
  private final AddressSpace mm;
  private final Memory memory;
  private final PteFormat format;

  GuardRegions(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.format = memory.format;
  }

  private boolean isValid(Vma vma) {
    return !vma.isHugetlb() && (vma.isAnonymous() || memory.behaviour.has(Trait.GUARD_ON_FILES));
  }

  /**
   * madvise_guard_install: zaps what is there until every entry is a guard. A uffd-wp marker of a
   * file survives each zap, so then it never ends.
   */
  int install(Vma vma, long start, long end) {
    if (!isValid(vma)) {
      return -Errno.EINVAL;
    }
    vma.prepareAnon();
    for (int attempt = 0; attempt < 2; attempt++) {
      if (plant(start, end)) {
        return 0;
      }
      mm.zap().range(vma, start, end, true, false);
    }
    return plant(start, end) ? 0 : Madvise.NEVER;
  }

  /** Plants guards into none entries, up to the first one that is something else. */
  private boolean plant(long start, long end) {
    long guard = memory.entries.marker(PteMarker.GUARD);
    for (long at = start; at < end; at += 4096) {
      long pmd = mm.table().pmd(at);
      if (pmd != 0 && !format.isTable(pmd)) {
        return false;
      }
      long[] ptes = mm.table().ptesOrNew(at);
      int i = PageTable.pteIndex(at);
      if (format.none(ptes[i])) {
        ptes[i] = guard;
      } else if (!isGuard(ptes[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean isGuard(long pte) {
    return (memory.entries.markerBits(pte) & PteMarker.GUARD) != 0;
  }

  int remove(Vma vma, long start, long end) {
    if (!isValid(vma)) {
      return -Errno.EINVAL;
    }
    for (long at = start; (at = mm.table().nextPopulated(at, end)) < end; ) {
      long next = PageTable.pmdEnd(at, end);
      long[] ptes = mm.table().ptes(at);
      for (long a = at; ptes != null && a < next; a += 4096) {
        if (isGuard(ptes[PageTable.pteIndex(a)])) {
          ptes[PageTable.pteIndex(a)] = 0;
        }
      }
      at = next;
    }
    return 0;
  }
}
