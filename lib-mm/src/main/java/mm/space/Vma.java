package mm.space;

import mm.config.Trait;
import mm.object.Anon;
import mm.object.FileObject;
import mm.object.HugeReservation;
import mm.object.Hugetlb;
import mm.object.Mapper;
import mm.object.MemoryObject;
import mm.object.Shmem;
import org.jspecify.annotations.Nullable;

/**
 * One mapping (struct vm_area_struct): {@code [start, end)} in bytes, what is behind it, and how it
 * may be used.
 */
public final class Vma implements Mapper {
  private final AddressSpace mm;
  private long start;
  private long end;

  /**
   * Page offset of {@link #start} in the file, or for anonymous memory the page number it was first
   * mapped at; 4 KiB units.
   */
  private long pgoff;

  private int flags;
  private final @Nullable FileObject file;
  private @Nullable Anon anon;
  private boolean anonFromParent;

  /**
   * Stands for vma->anon_vma, which decides whether VMAs merge: each VMA of a forked child has its
   * own, where {@link #anon} is the family that they all share pages in.
   */
  private @Nullable Object anonVma;

  private boolean lostHugePage;
  private @Nullable FaultHook hook;
  private @Nullable HugeReservation reservation;

  /** vm_page_prot: the protection bits that new entries get. Follows from the flags. */
  private long pageProt;

  Vma(AddressSpace mm, long start, long end, int flags, @Nullable FileObject file, long pgoff) {
    this.mm = mm;
    this.start = start;
    this.end = end;
    this.flags = flags;
    this.file = file;
    this.pgoff = pgoff;
    updatePageProt();
  }

  /** A VMA for {@code [from, to)} with all that this one has; attached to the same objects. */
  Vma sliceOf(AddressSpace owner, long from, long to) {
    Vma slice = new Vma(owner, from, to, flags, file, pgoff + ((from - start) >> 12));
    slice.hook = hook;
    slice.reservation = reservation;
    slice.lostHugePage = lostHugePage;
    slice.updatePageProt();
    slice.attachFile();
    slice.inheritAnon(this);
    return slice;
  }

  void attachFile() {
    if (file != null) {
      file.attach(this);
    }
  }

  void detach() {
    if (file != null) {
      file.detach(this);
    }
    if (anon != null) {
      anon.detach(this);
    }
  }

  public AddressSpace mm() {
    return mm;
  }

  public long start() {
    return start;
  }

  public long end() {
    return end;
  }

  public long pgoff() {
    return pgoff;
  }

  public int flags() {
    return flags;
  }

  /** Whether any flag in {@code mask} is set. */
  public boolean has(int mask) {
    return (flags & mask) != 0;
  }

  void setBounds(long newStart, long newEnd) {
    pgoff += (newStart - start) >> 12;
    start = newStart;
    end = newEnd;
  }

  void setPgoff(long newPgoff) {
    pgoff = newPgoff;
  }

  void setFlags(int newFlags) {
    flags = newFlags;
    updatePageProt();
  }

  /** userfaultfd_reset_ctx, or set: the registration of the whole VMA. */
  public void setRegistration(@Nullable FaultHook newHook, int uffdFlags) {
    hook = newHook;
    setFlags((flags & ~VmFlags.UFFD) | uffdFlags);
  }

  /** vma_set_page_prot: a shared mapping that has to notice writes gets its pages read-only. */
  private void updatePageProt() {
    boolean shared = has(VmFlags.SHARED);
    boolean noticeWrites =
        shared && has(VmFlags.UFFD_WP) && mm.memory().behaviour.has(Trait.SHARED_WP_WRITENOTIFY);
    pageProt =
        mm.memory()
            .format
            .prot(
                has(VmFlags.READ), has(VmFlags.WRITE), has(VmFlags.EXEC), shared && !noticeWrites);
  }

  public long pageProt() {
    return pageProt;
  }

  /**
   * vma_wants_writenotify and its relative for private mappings: whether un-protecting may make an
   * entry writable at once.
   */
  boolean wantsManualWriteUpgrade() {
    return has(VmFlags.WRITE) && !has(VmFlags.SHARED);
  }

  public @Nullable FileObject file() {
    return file;
  }

  /** vma_is_anonymous: no file behind it, always private. */
  public boolean isAnonymous() {
    return file == null;
  }

  public boolean isShmem() {
    return file instanceof Shmem;
  }

  public boolean isHugetlb() {
    return file instanceof Hugetlb;
  }

  public boolean isShared() {
    return has(VmFlags.SHARED);
  }

  /** The shmem file behind it; only for a shmem mapping. */
  public Shmem shmem() {
    return (Shmem) java.util.Objects.requireNonNull(file);
  }

  /** The hugetlb file behind it; only for a hugetlb mapping. */
  public Hugetlb hugetlb() {
    return (Hugetlb) java.util.Objects.requireNonNull(file);
  }

  public @Nullable Anon anon() {
    return anon;
  }

  /** anon_vma_prepare: from now on it may hold anonymous pages. */
  public Anon prepareAnon() {
    if (anon == null) {
      shareAnon(new Anon());
    }
    return java.util.Objects.requireNonNull(anon);
  }

  void shareAnon(Anon family) {
    anon = family;
    anonVma = family;
    family.attach(this);
  }

  /** anon_vma_clone: the same anonymous pages under the same anon_vma. */
  void inheritAnon(Vma from) {
    if (from.anon != null) {
      shareAnon(from.anon);
      anonVma = from.anonVma;
      anonFromParent = from.anonFromParent;
    }
  }

  /** anon_vma_fork: the pages of the parent's mapping, under an anon_vma of its own. */
  void forkAnon(Anon family) {
    shareAnon(family);
    anonVma = new Object();
    anonFromParent = true;
  }

  /** Whether both have the same anon_vma, or none. */
  boolean hasAnonVmaOf(Vma other) {
    return anonVma == other.anonVma;
  }

  /**
   * Whether its anonymous family began in a parent (vma_had_uncowed_parents): it does not merge
   * with one without a family.
   */
  boolean anonFromParent() {
    return anonFromParent;
  }

  /**
   * HPAGE_RESV_UNMAPPED: the owner of the reservations took a hugetlb page away from here. To fill
   * the hole would look like lost data, so every later fault on one is SIGBUS.
   */
  boolean lostHugePage() {
    return lostHugePage;
  }

  void setLostHugePage() {
    lostHugePage = true;
  }

  /** vm_userfaultfd_ctx. */
  public @Nullable FaultHook hook() {
    return hook;
  }

  public boolean uffdMissing() {
    return has(VmFlags.UFFD_MISSING);
  }

  public boolean uffdWp() {
    return has(VmFlags.UFFD_WP);
  }

  public boolean uffdMinor() {
    return has(VmFlags.UFFD_MINOR);
  }

  /** userfaultfd_pte_wp: whether a write through this entry has to be reported. */
  public boolean pteUffdWp(long pte) {
    return uffdWp() && mm.memory().format.uffdWp(pte);
  }

  /** userfaultfd_wp_async. */
  public boolean wpAsync() {
    return hook != null && hook.wpAsync();
  }

  /** userfaultfd_wp_use_markers: whether protecting a none entry here leaves a marker. */
  public boolean wpUsesMarkers() {
    if (!uffdWp()) {
      return false;
    }
    if (!isAnonymous()) {
      return mm.memory().behaviour.has(Trait.PROTECTS_NONE_PTES);
    }
    return mm.memory().behaviour.has(Trait.ANON_MARKERS) && hook != null && hook.wpUnpopulated();
  }

  public @Nullable HugeReservation reservation() {
    return reservation;
  }

  void setReservation(@Nullable HugeReservation r) {
    reservation = r;
  }

  /**
   * Page offset in the file (or of the anonymous family) of {@code address}, 4 KiB units
   * (linear_page_index).
   */
  public long indexOf(long address) {
    return pgoff + ((address - start) >> 12);
  }

  /** Index of the huge page of {@code address} in a hugetlb file (vma_hugecache_offset). */
  public long hugeIndexOf(long address) {
    return indexOf(address) >> 9;
  }

  /** The address that maps page offset {@code index}, or -1 if that is outside. */
  public long addressOf(long index) {
    long address = start + ((index - pgoff) << 12);
    return address >= start && address < end ? address : -1;
  }

  /** Bytes. */
  public long length() {
    return end - start;
  }

  boolean belongsTo(MemoryObject object) {
    return object == file || object == anon;
  }

  @Override
  public void unmapFileRange(long from, long to, boolean evenCows, boolean dropMarkers) {
    long first = Math.max(from, pgoff);
    long last = Math.min(to, pgoff + (length() >> 12));
    if (first < last) {
      long at = start + ((first - pgoff) << 12);
      mm.zap().range(this, at, at + ((last - first) << 12), evenCows, dropMarkers);
    }
  }

  @Override
  public boolean tryToUnmap(int pfn, long index, long swapEntry) {
    return mm.rmap().tryToUnmap(this, pfn, index, swapEntry);
  }

  @Override
  public boolean testAndClearYoung(int pfn, long index) {
    return mm.rmap().testAndClearYoung(this, pfn, index);
  }

  @Override
  public boolean isDirty(int pfn, long index) {
    return mm.rmap().isDirty(this, pfn, index);
  }

  @Override
  public void splitPmd(int head, long index) {
    mm.rmap().splitPmd(this, head, index);
  }

  @Override
  public void mapZeroPageInstead(int pfn, long index) {
    mm.rmap().mapZeroPageInstead(this, pfn, index);
  }
}
