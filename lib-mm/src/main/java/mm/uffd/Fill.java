package mm.uffd;

import static mm.abi.Uffd.*;

import mm.abi.Errno;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.config.Trait;
import mm.object.Memory;
import mm.object.Shmem;
import mm.ram.Frames;
import mm.space.AddressSpace;
import mm.space.ShmemPages;
import mm.space.VmFlags;
import mm.space.Vma;
import mm.table.PageTable;
import org.jspecify.annotations.Nullable;

/**
 * UFFDIO_COPY, ZEROPAGE, CONTINUE and POISON on pages of 4 KiB (mfill_atomic in {@code
 * mm/userfaultfd.c}).
 */
public final class Fill {
  /** What is filled in. */
  enum Kind {
    COPY,
    ZEROPAGE,
    CONTINUE,
    POISON
  }

  private final UffdContext context;
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;
  private final HugetlbFill hugetlbFill;

  public Fill(UffdContext context) {
    this.context = context;
    this.mm = context.mm();
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
    this.hugetlbFill = new HugetlbFill(mm);
  }

  /** UFFDIO_COPY: bytes done or a negative errno. */
  public long copy(long dst, PageFiller source, long length, int mode) {
    if ((mode & ~(COPY_MODE_DONTWAKE | COPY_MODE_WP)) != 0) {
      return -Errno.EINVAL;
    }
    boolean wp = (mode & COPY_MODE_WP) != 0;
    return run(Kind.COPY, dst, length, source, wp, (mode & COPY_MODE_DONTWAKE) == 0);
  }

  /** UFFDIO_ZEROPAGE: bytes done or a negative errno. */
  public long zeropage(long start, long length, int mode) {
    if ((mode & ~ZEROPAGE_MODE_DONTWAKE) != 0) {
      return -Errno.EINVAL;
    }
    return run(Kind.ZEROPAGE, start, length, PageFiller.zeroes(), false, mode == 0);
  }

  /** UFFDIO_CONTINUE: bytes done or a negative errno. */
  public long continueRange(long start, long length, int mode) {
    int known =
        CONTINUE_MODE_DONTWAKE | (memory.behaviour.has(Trait.CONTINUE_WP) ? CONTINUE_MODE_WP : 0);
    if ((mode & ~known) != 0) {
      return -Errno.EINVAL;
    }
    boolean wp = (mode & CONTINUE_MODE_WP) != 0;
    return run(Kind.CONTINUE, start, length, null, wp, (mode & CONTINUE_MODE_DONTWAKE) == 0);
  }

  /** UFFDIO_POISON: bytes done or a negative errno. */
  public long poison(long start, long length, int mode) {
    if ((mode & ~POISON_MODE_DONTWAKE) != 0 || !memory.behaviour.has(Trait.POISON_IOCTL)) {
      return -Errno.EINVAL;
    }
    return run(Kind.POISON, start, length, null, false, mode == 0);
  }

  private long run(
      Kind kind, long start, long length, @Nullable PageFiller source, boolean wp, boolean wake) {
    int error = Ranges.validate(start, length);
    if (error != 0) {
      return error;
    }
    long done = fillRange(kind, start, length, source, wp);
    if (done > 0 && wake) {
      context.wake(start, start + done);
    }
    return done;
  }

  private long fillRange(
      Kind kind, long start, long length, @Nullable PageFiller source, boolean wp) {
    Vma vma = mm.vmas().at(start);
    boolean early = memory.behaviour.has(Trait.FILL_PREPARES_ANON_FIRST);
    if (early && vma != null && !vma.isShared()) {
      vma.prepareAnon();
    }
    if (vma == null || vma.end() < start + length || vma.hook() == null) {
      return -Errno.ENOENT;
    }
    if (wp && !vma.uffdWp()) {
      return -Errno.EINVAL;
    }
    if (vma.isHugetlb()) {
      return hugetlbFill.range(kind, vma, start, length, source, wp);
    }
    if (kind == Kind.CONTINUE && !vma.isShmem()) {
      return -Errno.EINVAL;
    }
    if (!vma.isShared()) {
      vma.prepareAnon();
    }
    for (long at = start; at < start + length; at += 4096) {
      int error = one(kind, vma, at, source, at - start, wp);
      if (error != 0) {
        return at > start ? at - start : error;
      }
    }
    return length;
  }

  private int one(
      Kind kind, Vma vma, long at, @Nullable PageFiller source, long offset, boolean wp) {
    long pmd = mm.table().pmd(at);
    if (pmd != 0 && !format.isTable(pmd)) {
      return -Errno.EEXIST;
    }
    // mfill_atomic: the table is made before it is known whether the page can be.
    mm.table().ptesOrNew(at);
    return switch (kind) {
      case POISON -> poisonOne(vma, at);
      case CONTINUE -> continueOne(vma, at, wp);
      case ZEROPAGE ->
          vma.isShared() ? sharedOne(vma, at, source(source), offset, wp, kind) : zeroOne(vma, at);
      case COPY ->
          vma.isShared()
              ? sharedOne(vma, at, source(source), offset, wp, kind)
              : privateOne(vma, at, source(source), offset, wp);
    };
  }

  private static PageFiller source(@Nullable PageFiller source) {
    return java.util.Objects.requireNonNull(source);
  }

  private static boolean beyondFile(Vma vma, long at) {
    return vma.isShmem() && vma.indexOf(at) >= vma.shmem().sizePages();
  }

  /** mfill_atomic_pte_poison: overwrites nothing, not even a marker. */
  private int poisonOne(Vma vma, long at) {
    long[] ptes = mm.table().ptesOrNew(at);
    if (beyondFile(vma, at)) {
      return -Errno.EFAULT;
    }
    if (!format.none(ptes[PageTable.pteIndex(at)])) {
      return -Errno.EEXIST;
    }
    ptes[PageTable.pteIndex(at)] = memory.entries.marker(PteMarker.POISONED);
    return 0;
  }

  /** mfill_atomic_pte_zeropage. */
  private int zeroOne(Vma vma, long at) {
    long[] ptes = mm.table().ptesOrNew(at);
    if (beyondFile(vma, at)) {
      return -Errno.EFAULT;
    }
    if (!format.none(ptes[PageTable.pteIndex(at)])) {
      return -Errno.EEXIST;
    }
    ptes[PageTable.pteIndex(at)] = format.mkSpecial(format.mk(memory.zeroPfn, vma.pageProt()));
    memory.events.add(VmEvent.UFFD_ZEROPAGE);
    return 0;
  }

  /** mfill_atomic_pte_copy: private memory gets an anonymous page, whatever the file has. */
  private int privateOne(Vma vma, long at, PageFiller source, long offset, boolean wp) {
    int error = checkEntry(vma, at);
    if (error != 0) {
      return error;
    }
    int pfn = memory.allocate();
    if (pfn < 0) {
      return -Errno.ENOMEM;
    }
    source.fill(memory.contents, pfn, 1, offset);
    memory.newAnon(pfn, vma.prepareAnon(), vma.indexOf(at));
    frames.set(pfn, Frames.DIRTY);
    install(vma, at, pfn, vma.has(VmFlags.WRITE), wp);
    memory.events.add(VmEvent.UFFD_COPY);
    return 0;
  }

  /** shmem_mfill_atomic_pte: the page goes into the file, where nothing may be yet. */
  private int sharedOne(Vma vma, long at, PageFiller source, long offset, boolean wp, Kind kind) {
    Shmem file = vma.shmem();
    long index = vma.indexOf(at);
    if (index >= file.sizePages()) {
      return -Errno.EFAULT;
    }
    if (file.pages().get(index) != 0) {
      return -Errno.EEXIST;
    }
    int error = checkEntry(vma, at);
    if (error != 0) {
      return error;
    }
    int pfn = memory.allocate();
    if (pfn < 0) {
      return -Errno.ENOMEM;
    }
    source.fill(memory.contents, pfn, 1, offset);
    memory.addToPageCache(file, index, pfn);
    boolean protect = wp && memory.behaviour.has(Trait.SHMEM_COPY_HONOURS_WP);
    install(vma, at, pfn, vma.has(VmFlags.WRITE), protect);
    memory.events.add(kind == Kind.COPY ? VmEvent.UFFD_COPY : VmEvent.UFFD_ZEROPAGE);
    return 0;
  }

  /** mfill_atomic_pte_continue. */
  private int continueOne(Vma vma, long at, boolean wp) {
    Shmem file = vma.shmem();
    long index = vma.indexOf(at);
    if (index >= file.sizePages()) {
      return -Errno.EINVAL;
    }
    int pfn = ShmemPages.find(memory, file, index);
    if (pfn < 0) {
      return pfn == -1 ? -Errno.EFAULT : -Errno.ENOMEM;
    }
    if (frames.is(pfn, Frames.HWPOISON)) {
      return -Errno.EIO;
    }
    int error = checkEntry(vma, at);
    if (error == 0) {
      install(vma, at, pfn, vma.isShared() && vma.has(VmFlags.WRITE), wp);
      memory.events.add(VmEvent.UFFD_CONTINUE);
    }
    return error;
  }

  /** The checks of mfill_atomic_install_pte: a marker may be overwritten, nothing else. */
  private int checkEntry(Vma vma, long at) {
    if (beyondFile(vma, at)) {
      return -Errno.EFAULT;
    }
    long pte = mm.table().ptesOrNew(at)[PageTable.pteIndex(at)];
    boolean overwritesMarkers =
        memory.behaviour.has(Trait.SHMEM_COPY_HONOURS_WP) || vma.isAnonymous();
    boolean free = overwritesMarkers ? memory.entries.pteNoneMostly(pte) : format.none(pte);
    return free ? 0 : -Errno.EEXIST;
  }

  /** mfill_atomic_install_pte. */
  private void install(Vma vma, long at, int pfn, boolean writable, boolean wp) {
    long pte = format.mkDirty(format.mk(pfn, vma.pageProt()));
    pte = writable ? format.mkWrite(pte) : format.wrprotect(pte);
    if (wp) {
      pte = format.wrprotect(format.mkUffdWp(pte));
    }
    long[] ptes = mm.table().ptesOrNew(at);
    if (memory.entries.isMarker(ptes[PageTable.pteIndex(at)])) {
      memory.events.add(VmEvent.MARKER_CONSUMED);
    }
    ptes[PageTable.pteIndex(at)] = pte;
    frames.mapPte(pfn);
    mm.countMapped(pfn, 1);
    mm.flush(at, at + 4096);
  }
}
