package mm.uffd;

import static mm.abi.Uffd.*;

import mm.abi.Errno;
import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.space.AddressSpace;
import mm.space.VmFlags;
import mm.space.Vma;
import mm.table.PageTable;

/**
 * UFFDIO_MOVE: pages change their address without a copy (move_pages in {@code mm/userfaultfd.c},
 * since 6.8).
 */
public final class Move {
  private final UffdContext context;
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;

  public Move(UffdContext context) {
    this.context = context;
    this.mm = context.mm();
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
  }

  /** Bytes done or a negative errno. */
  public long run(long dst, long src, long length, int mode) {
    int known = MOVE_MODE_DONTWAKE | MOVE_MODE_ALLOW_SRC_HOLES;
    boolean bad = Ranges.validate(dst, length) != 0 || Ranges.validate(src, length) != 0;
    if (bad || (mode & ~known) != 0 || !memory.behaviour.has(Trait.MOVE_IOCTL)) {
      return -Errno.EINVAL;
    }
    long done = moveRange(dst, src, length, (mode & MOVE_MODE_ALLOW_SRC_HOLES) != 0);
    if (done > 0 && (mode & MOVE_MODE_DONTWAKE) == 0) {
      context.wake(dst, dst + done);
    }
    return done;
  }

  private long moveRange(long dst, long src, long length, boolean holes) {
    Vma to = mm.vmas().at(dst);
    Vma from = mm.vmas().at(src);
    if (to != null && !to.isShared()) {
      // uffd_lock_vma: before anything is checked.
      to.prepareAnon();
    }
    if (from == null || to == null) {
      return -Errno.ENOENT;
    }
    boolean outside = from.end() < src + length || to.end() < dst + length;
    if (outside || from.isShared() || to.isShared() || !compatible(from, to)) {
      return -Errno.EINVAL;
    }
    mm.flush(src, src + length);
    mm.flush(dst, dst + length);
    long done = 0;
    while (done < length) {
      long step = step(from, to, src + done, dst + done, length - done, holes);
      if (step < 0) {
        return done > 0 ? done : step;
      }
      done += step;
    }
    return length;
  }

  /** validate_move_areas. */
  private boolean compatible(Vma from, Vma to) {
    return (from.flags() & VmFlags.ACCESS) == (to.flags() & VmFlags.ACCESS)
        && from.has(VmFlags.WRITE)
        && from.pageProt() == to.pageProt()
        && from.isAnonymous()
        && to.isAnonymous()
        && to.hook() == context;
  }

  /**
   * Moves a page, or 2 MiB at once; gives the bytes moved or a negative errno. The destination is
   * looked at first.
   */
  private long step(Vma from, Vma to, long src, long dst, long left, boolean holes) {
    if (mm.table().pmdNode(src) == 0 && !holes) {
      return -Errno.ENOENT;
    }
    if (isHuge(mm.table().pmd(dst))) {
      return -Errno.EEXIST;
    }
    long pmd = mm.table().pmd(src);
    if (isHuge(pmd)) {
      return stepHuge(from, to, src, dst, left, pmd, holes);
    }
    if (pmd == 0 && !holes) {
      return -Errno.ENOENT;
    }
    return small(from, to, src, dst, holes);
  }

  private boolean isHuge(long pmd) {
    return pmd != 0 && !format.isTable(pmd);
  }

  private long stepHuge(Vma from, Vma to, long src, long dst, long left, long pmd, boolean holes) {
    int head = (int) format.pfn(pmd);
    long mask = PageTable.PMD_SIZE - 1;
    boolean zero = memory.isHugeZero(head);
    boolean whole =
        ((src | dst) & mask) == 0 && left >= PageTable.PMD_SIZE && mm.table().pmd(dst) == 0;
    if (!zero && !frames.is(head, Frames.EXCLUSIVE)) {
      return -Errno.EBUSY;
    }
    if (!whole) {
      mm.thpSplit().splitPmd(from, src);
      return small(from, to, src, dst, holes);
    }
    if (zero) {
      mm.table().setPmd(src, 0);
      mm.table().setPmd(dst, format.wrprotect(format.mkLeaf(format.mk(head, to.pageProt()))));
      return PageTable.PMD_SIZE;
    }
    mm.table().setPmd(src, 0);
    memory.setFolioOwner(head, to.prepareAnon(), to.indexOf(dst));
    long made = format.mkDirty(format.mkLeaf(format.mk(head, to.pageProt())));
    mm.table().setPmd(dst, format.mkWrite(made));
    return PageTable.PMD_SIZE;
  }

  /** move_pages_pte. */
  private long small(Vma from, Vma to, long src, long dst, boolean holes) {
    long[] source = mm.table().ptesOrNew(src);
    long[] target = mm.table().ptesOrNew(dst);
    int d = PageTable.pteIndex(dst);
    if (!format.none(target[d])) {
      return -Errno.EEXIST;
    }
    int s = PageTable.pteIndex(src);
    long pte = source[s];
    if (format.none(pte)) {
      return holes ? 4096 : -Errno.ENOENT;
    }
    if (format.present(pte)) {
      return present(from, to, src, dst);
    }
    if (!memory.entries.isSwap(pte)) {
      return -Errno.EFAULT;
    }
    return swapped(to, source, s, target, d, dst);
  }

  private long present(Vma from, Vma to, long src, long dst) {
    long[] source = java.util.Objects.requireNonNull(mm.table().ptes(src));
    int pfn = (int) format.pfn(source[PageTable.pteIndex(src)]);
    long[] target = mm.table().ptesOrNew(dst);
    if (memory.isZeroPage(pfn)) {
      source[PageTable.pteIndex(src)] = 0;
      target[PageTable.pteIndex(dst)] = format.mkSpecial(format.mk(memory.zeroPfn, to.pageProt()));
      return 4096;
    }
    if (!frames.is(pfn, Frames.EXCLUSIVE)) {
      return -Errno.EBUSY;
    }
    if (frames.is(pfn, Frames.LARGE)) {
      mm.reclaim().folioSplit().split(frames.head(pfn));
      return small(from, to, src, dst, false);
    }
    source[PageTable.pteIndex(src)] = 0;
    frames.setOwner(pfn, to.prepareAnon(), to.indexOf(dst));
    long made = format.mkDirty(format.mk(pfn, to.pageProt()));
    target[PageTable.pteIndex(dst)] = format.mkWrite(made);
    return 4096;
  }

  /** move_swap_pte: verbatim, if nobody else holds the entry. */
  private long swapped(Vma to, long[] source, int s, long[] target, int d, long dst) {
    long pte = source[s];
    if (!format.swpExclusive(pte)) {
      return -Errno.EBUSY;
    }
    int cached = memory.swap.cached(format.swapEntry(pte));
    if (cached >= 0) {
      frames.setOwner(cached, to.prepareAnon(), to.indexOf(dst));
    }
    target[d] = pte;
    source[s] = 0;
    return 4096;
  }
}
