package mm.uffd;

import mm.abi.Errno;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.config.Trait;
import mm.object.Hugetlb;
import mm.object.Memory;
import mm.ram.Frames;
import mm.space.AddressSpace;
import mm.space.VmFlags;
import mm.space.Vma;
import mm.table.PageTable;
import org.jspecify.annotations.Nullable;

/**
 * UFFDIO_COPY, CONTINUE and POISON on hugetlb memory (mfill_atomic_hugetlb,
 * hugetlb_mfill_atomic_pte).
 */
final class HugetlbFill {
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;

  HugetlbFill(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
  }

  long range(
      Fill.Kind kind, Vma vma, long start, long length, @Nullable PageFiller source, boolean wp) {
    long mask = PageTable.PMD_SIZE - 1;
    if (kind == Fill.Kind.ZEROPAGE || (start & mask) != 0 || (length & mask) != 0) {
      return -Errno.EINVAL;
    }
    if (!vma.isShared()) {
      vma.prepareAnon();
    }
    for (long at = start; at < start + length; at += PageTable.PMD_SIZE) {
      int error = one(kind, vma, at, source, at - start, wp);
      if (error != 0) {
        return at > start ? at - start : error;
      }
    }
    return length;
  }

  private int one(
      Fill.Kind kind, Vma vma, long at, @Nullable PageFiller source, long offset, boolean wp) {
    mm.hugetlbPages().ensureTable(vma, at);
    long old = mm.table().pmd(at);
    if (kind == Fill.Kind.POISON) {
      return poison(at, old);
    }
    if (kind == Fill.Kind.CONTINUE) {
      return continueOne(vma, at, old, wp);
    }
    if (!mayReplace(old)) {
      return -Errno.EEXIST;
    }
    return copy(vma, at, java.util.Objects.requireNonNull(source), offset, wp);
  }

  private boolean mayReplace(long entry) {
    if (format.none(entry)) {
      return true;
    }
    return memory.behaviour.has(Trait.HUGETLB_COPY_HONOURS_WP) && memory.entries.isMarker(entry);
  }

  private int poison(long at, long old) {
    if (!format.none(old)) {
      return -Errno.EEXIST;
    }
    mm.hugetlbPages().set(at, memory.entries.marker(PteMarker.POISONED));
    return 0;
  }

  private int continueOne(Vma vma, long at, long old, boolean wp) {
    int head = vma.hugetlb().pages().page(vma.hugeIndexOf(at));
    if (head < 0) {
      return -Errno.EFAULT;
    }
    if (frames.is(head, Frames.HWPOISON)) {
      return -Errno.EIO;
    }
    if (!mayReplace(old)) {
      return -Errno.EEXIST;
    }
    install(vma, at, head, !wp && vma.isShared(), wp);
    memory.events.add(VmEvent.UFFD_CONTINUE);
    return 0;
  }

  private int copy(Vma vma, long at, PageFiller source, long offset, boolean wp) {
    Hugetlb file = vma.hugetlb();
    long index = vma.hugeIndexOf(at);
    if (vma.isShared() && file.pages().page(index) >= 0) {
      return -Errno.EEXIST;
    }
    if (vma.isShared() && index >= file.sizePages()) {
      return -Errno.EFAULT;
    }
    int head = mm.hugetlbPages().allocate(vma, at);
    if (head < 0) {
      // The kernel takes the table that it has just made for a page that somebody else put there
      // meanwhile.
      return -Errno.EEXIST;
    }
    source.fill(memory.contents, head, Frames.BLOCK, offset);
    if (vma.isShared()) {
      memory.addToPageCache(file, index, head);
    } else {
      mm.hugetlbPages().makeAnon(vma, head, at);
    }
    boolean protect = wp && memory.behaviour.has(Trait.HUGETLB_COPY_HONOURS_WP);
    install(vma, at, head, !protect && vma.has(VmFlags.WRITE), protect);
    memory.events.add(VmEvent.UFFD_COPY_HUGE);
    return 0;
  }

  private void install(Vma vma, long at, int head, boolean writable, boolean wp) {
    long entry = format.mkDirty(mm.hugetlbPages().makePte(vma, head, writable));
    if (memory.entries.isMarker(mm.table().pmd(at))) {
      memory.events.add(VmEvent.MARKER_CONSUMED);
    }
    frames.mapPmd(head);
    mm.countHugetlb(1);
    mm.hugetlbPages().set(at, wp ? format.wrprotect(format.mkUffdWp(entry)) : entry);
  }
}
