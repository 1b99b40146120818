package mm.space;

import mm.abi.Errno;
import mm.abi.Mman;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Memory;
import mm.table.Entries;
import mm.table.PageTable;

/** mremap: growing, shrinking and moving mappings ({@code mm/mremap.c}). */
public final class Remap {
  private final AddressSpace mm;
  private final Memory memory;
  private final Entries entries;
  private final PteFormat format;

  public Remap(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.entries = memory.entries;
    this.format = memory.format;
  }

  /** mremap(2): the new address, or a negative errno. */
  public long mremap(long old, long oldLength, long newLength, int flags, long target) {
    Vma vma = mm.vmas().at(old);
    if ((old & 4095) != 0 || newLength <= 0) {
      return -Errno.EINVAL;
    }
    long page = vma != null && vma.isHugetlb() ? PageTable.PMD_SIZE : 4096;
    long from = (oldLength + page - 1) & -page;
    long to = (newLength + page - 1) & -page;
    boolean fixed = (flags & Mman.MREMAP_FIXED) != 0;
    if (fixed && (overlaps(old, from, target, to) || (target & (page - 1)) != 0)) {
      return -Errno.EINVAL;
    }
    if (vma == null) {
      return severalOrFault(old, from, to, flags, target);
    }
    if (fixed) {
      return moveFixed(vma, old, from, to, flags, target);
    }
    return inPlaceOrMove(vma, old, from, to, flags);
  }

  private static boolean overlaps(long a, long aLength, long b, long bLength) {
    return a < b + bLength && b < a + aLength;
  }

  private long moveFixed(Vma vma, long old, long from, long to, int flags, long target) {
    if (vma.end() < old + from) {
      if (to == from) {
        return severalOrFault(old, from, to, flags, target);
      }
      if (to > from || vma.end() < old + to) {
        return -Errno.EFAULT;
      }
    }
    mm.mappings().munmap(target, to);
    if (to < from) {
      mm.mappings().munmap(old + to, from - to);
    }
    Vma current = mm.vmas().at(old);
    return current == null
        ? -Errno.EFAULT
        : move(current, old, Math.min(from, to), to, flags, target);
  }

  /**
   * Since 6.17 a move that keeps the size may span several mappings and the holes between them
   * (remap_move). The range has to begin in a mapping; a registered one moves only if nothing but
   * it is asked for. What was moved before the one that fails stays moved.
   */
  private long severalOrFault(long old, long from, long to, int flags, long target) {
    boolean fixed = (flags & Mman.MREMAP_FIXED) != 0;
    if (!memory.behaviour.has(Trait.MREMAP_SPANS_VMAS)
        || !fixed
        || from != to
        || mm.vmas().at(old) == null) {
      return -Errno.EFAULT;
    }
    long end = old + from;
    for (Vma part : mm.vmas().overlapping(old, end)) {
      boolean first = part.start() <= old;
      if (part.hook() != null && (!first || part.end() < end)) {
        return -Errno.EFAULT;
      }
      long start = Math.max(old, part.start());
      long length = Math.min(end, part.end()) - start;
      long there = target + (start - old);
      mm.mappings().munmap(there, length);
      long result = move(part, start, length, length, flags, there);
      if (result < 0) {
        return result;
      }
    }
    return target;
  }

  private long inPlaceOrMove(Vma vma, long old, long from, long to, int flags) {
    if (to < from) {
      int result = mm.mappings().munmap(old + to, from - to);
      return result < 0 ? result : old;
    }
    if (vma.end() < old + from) {
      return -Errno.EFAULT;
    }
    if (to == from) {
      return old;
    }
    int next = mm.vmas().firstEndingAbove(old) + 1;
    boolean room = next >= mm.vmas().size() || mm.vmas().get(next).start() >= old + to;
    if (vma.end() == old + from && room && !vma.isHugetlb()) {
      vma.setBounds(vma.start(), old + to);
      mm.mappings().mergeAround(vma);
      return old;
    }
    if ((flags & Mman.MREMAP_MAYMOVE) == 0) {
      return -Errno.ENOMEM;
    }
    return move(
        vma,
        old,
        from,
        to,
        flags,
        mm.mappings().freeAddress(to, vma.isHugetlb() ? PageTable.PMD_SIZE : 4096));
  }

  /** move_vma. */
  private long move(Vma vma, long old, long length, long newLength, int flags, long target) {
    if (vma.isHugetlb() && newLength > length) {
      return -Errno.EINVAL;
    }
    boolean dontunmap = (flags & Mman.MREMAP_DONTUNMAP) != 0;
    FaultHook hook = vma.hook();
    boolean follows = hook != null && hook.wantsRemap();
    Vma source = mm.mappings().isolate(vma, old, old + length);
    Vma moved = place(source, target, newLength, follows);
    boolean drop = !follows && source.uffdWp() && memory.behaviour.has(Trait.MREMAP_DROPS_UFFD_WP);
    if (!follows && source.uffdWp() && !drop) {
      memory.noteLeftoverWpBits();
    }
    new PageMover(source, moved, drop).move(length);
    if (dontunmap) {
      source.setReservation(null);
    } else {
      source.setReservation(null);
      if (hook != null) {
        source.setRegistration(hook, source.flags() & VmFlags.UFFD);
      }
      mm.mappings().remove(source);
    }
    mm.mappings().mergeAround(moved);
    if (hook != null && follows) {
      hook.remapped(old, target, length);
    }
    if (hook != null && !dontunmap) {
      hook.unmapped(old, old + length);
    }
    return target;
  }

  /** copy_vma. Anonymous memory that was never touched takes its page offset from the new place. */
  private Vma place(Vma source, long target, long length, boolean follows) {
    boolean untouched = source.isAnonymous() && source.anon() == null;
    long pgoff = untouched ? target >> 12 : source.pgoff();
    int flags = follows ? source.flags() : source.flags() & ~VmFlags.UFFD;
    Vma moved = new Vma(mm, target, target + length, flags & ~VmFlags.UFFD, source.file(), pgoff);
    if (follows) {
      moved.setRegistration(source.hook(), source.flags() & VmFlags.UFFD);
    }
    moved.setReservation(source.reservation());
    moved.attachFile();
    moved.inheritAnon(source);
    mm.vmas().insert(moved);
    return moved;
  }

  /** move_page_tables. */
  private final class PageMover {
    private final Vma source;
    private final Vma target;
    private final boolean dropUffdWp;

    PageMover(Vma source, Vma target, boolean dropUffdWp) {
      this.source = source;
      this.target = target;
      this.dropUffdWp = dropUffdWp;
    }

    void move(long length) {
      long end = source.start() + length;
      mm.flush(source.start(), end);
      for (long at = source.start(); (at = mm.table().nextPopulated(at, end)) < end; ) {
        long next = PageTable.pmdEnd(at, end);
        long pmd = mm.table().pmd(at);
        if (source.isHugetlb()) {
          moveLeaf(at, pmd);
        } else if (pmd != 0) {
          movePmd(at, next, pmd);
        }
        at = next;
      }
    }

    private void movePmd(long at, long next, long pmd) {
      long to = there(at);
      boolean leaf = !format.isTable(pmd);
      boolean whole = next - at == PageTable.PMD_SIZE && (to & (PageTable.PMD_SIZE - 1)) == 0;
      if (leaf && whole) {
        moveLeaf(at, pmd);
        return;
      }
      if (leaf) {
        mm.thpSplit().splitPmd(source, at);
      }
      long[] from = mm.table().ptes(at);
      if (from == null) {
        return;
      }
      // An empty table moves too: it keeps a huge page from being mapped there.
      mm.table().ptesOrNew(to);
      mm.table().ptesOrNew(there(next - 4096));
      for (long a = at; a < next; a += 4096) {
        int i = PageTable.pteIndex(a);
        if (!format.none(from[i])) {
          long pte = moved(from[i]);
          from[i] = 0;
          if (pte != 0) {
            mm.table().ptesOrNew(there(a))[PageTable.pteIndex(there(a))] = pte;
          }
        }
      }
    }

    private long there(long at) {
      return at - source.start() + target.start();
    }

    private void moveLeaf(long at, long entry) {
      if (format.none(entry) || (source.isHugetlb() && mm.hugetlbPages().unshare(at))) {
        return;
      }
      mm.table().setPmd(at, 0);
      long made = moved(entry);
      if (made != 0) {
        mm.table().setPmd(there(at), made);
      }
    }

    /**
     * move_ptes: without EVENT_REMAP nobody listens at the new place, so the protection ends (6.13
     * and stable).
     */
    private long moved(long entry) {
      if (format.present(entry)) {
        long dirty = format.mkSoftDirty(entry);
        return dropUffdWp ? format.clearUffdWp(dirty) : dirty;
      }
      if (dropUffdWp && entries.pteMarkerUffdWp(entry)) {
        memory.events.add(VmEvent.MARKER_DROPPED);
        return 0;
      }
      long made = dropUffdWp ? format.swpClearUffdWp(entry) : entry;
      return format.hasSoftDirty() ? format.swpMkSoftDirty(made) : made;
    }
  }
}
