package mm.object;

import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.config.Behaviour;
import mm.ram.Frames;
import mm.ram.Lru;
import mm.ram.PageContents;
import mm.ram.PageOwner;
import mm.ram.VmEvents;
import mm.table.Entries;
import mm.table.PageTables;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one machine: everything that address spaces share. Allocation, the life of a folio
 * in the caches, and its end are here; fields are public and final because every path of the layer
 * above starts from them.
 */
public final class Memory {
  public final Behaviour behaviour;
  public final Entries entries;
  public final PteFormat format;
  public final Frames frames;
  public final PageContents contents;
  public final Lru lru = new Lru();
  public final PageTables tables = new PageTables();
  public final SwapSpace swap;
  public final HugePagePool hugePages = new HugePagePool();
  public final VmEvents events = new VmEvents();

  /** The frame of the zero page. */
  public final int zeroPfn;

  private int hugeZeroPfn = -1;
  private boolean leftoverWpBits;
  private @Nullable Reclaimer reclaimer;

  public Memory(Behaviour behaviour, Entries entries, int frameCount, mm.abi.Contents kind) {
    this.behaviour = behaviour;
    this.entries = entries;
    this.format = entries.format();
    this.frames = new Frames(frameCount + 1);
    this.contents = new PageContents(kind, frames.pfnLimit());
    this.swap = new SwapSpace(entries.types().maxSwapfiles());
    this.zeroPfn = frames.allocate();
  }

  /**
   * Notes that a mapping lost its write-protect registration while its entries kept their bits.
   * Such entries may become writable, and count as protected again once somebody registers them.
   */
  public void noteLeftoverWpBits() {
    leftoverWpBits = true;
  }

  /** Whether {@link #noteLeftoverWpBits} was ever called. */
  public boolean mayHaveLeftoverWpBits() {
    return leftoverWpBits;
  }

  /** Who frees memory when there is none left. */
  public void setReclaimer(Reclaimer r) {
    reclaimer = r;
  }

  /** The head of the huge zero page, made at first use. */
  public int hugeZeroPfn() {
    if (hugeZeroPfn < 0) {
      hugeZeroPfn = frames.allocateExtraLarge();
      zeroLarge(hugeZeroPfn);
    }
    return hugeZeroPfn;
  }

  public boolean isHugeZero(int head) {
    return head == hugeZeroPfn;
  }

  /**
   * Whether {@code pfn} is the zero page or part of the huge zero page: nothing that vm_normal_page
   * would give.
   */
  public boolean isZeroPage(int pfn) {
    return pfn == zeroPfn || (hugeZeroPfn >= 0 && (pfn & -Frames.BLOCK) == hugeZeroPfn);
  }

  /** A frame with whatever is in it, or -1: out of memory. */
  public int allocate() {
    int pfn = frames.allocate();
    if (pfn < 0 && reclaimer != null && reclaimer.shrink(32) > 0) {
      pfn = frames.allocate();
    }
    if (pfn >= 0) {}
    return pfn;
  }

  /** A frame of zeroes, or -1. */
  public int allocateZeroed() {
    int pfn = allocate();
    if (pfn >= 0) {
      contents.zero(pfn);
    }
    return pfn;
  }

  /** A 2 MiB folio of zeroes, or -1: the caller falls back to small pages. */
  public int allocateLargeZeroed() {
    int head = frames.allocateLarge();
    if (head >= 0) {
      zeroLarge(head);
    }
    return head;
  }

  /** Fills a 2 MiB folio with zeroes. */
  public void zeroLarge(int head) {
    for (int i = 0; i < Frames.BLOCK; i++) {
      contents.zero(head + i);
    }
  }

  /** Copies a 2 MiB folio. */
  public void copyLarge(int from, int to) {
    for (int i = 0; i < Frames.BLOCK; i++) {
      contents.copy(from + i, to + i);
    }
  }

  /**
   * Sets owner and index of all pages of the folio that begins at {@code head}; {@code index} is
   * that of the head.
   */
  public void setFolioOwner(int head, @Nullable PageOwner owner, long index) {
    int n = frames.folioPages(head);
    for (int i = 0; i < n; i++) {
      frames.setOwner(head + i, owner, index + i);
    }
  }

  /** Sets flags on all pages of the folio that begins at {@code head}. */
  public void setFolioFlags(int head, int mask) {
    int n = frames.folioPages(head);
    for (int i = 0; i < n; i++) {
      frames.set(head + i, mask);
    }
  }

  /** Clears flags on all pages of the folio that begins at {@code head}. */
  public void clearFolioFlags(int head, int mask) {
    int n = frames.folioPages(head);
    for (int i = 0; i < n; i++) {
      frames.clear(head + i, mask);
    }
  }

  /** A new anonymous page: on the inactive list, exclusive. */
  public void newAnon(int pfn, Anon anon, long index) {
    frames.setOwner(pfn, anon, index);
    frames.set(pfn, Frames.ANON | Frames.EXCLUSIVE);
    lru.addInactive(pfn);
  }

  /** Puts a page or a 2 MiB folio into the cache of {@code file} at {@code index}. */
  public void addToPageCache(FileObject file, long index, int head) {
    setFolioOwner(head, file, index);
    setFolioFlags(head, Frames.CACHED);
    int n = frames.is(head, Frames.HUGETLB) ? 1 : frames.folioPages(head);
    for (int i = 0; i < n; i++) {
      file.pages().setPage(index + i, head + i);
    }
    if (!frames.is(head, Frames.HUGETLB)) {
      lru.addInactive(head);
    }
  }

  /** Takes a folio, which nothing maps any more, out of its file's cache and frees it. */
  public void removeFromPageCache(FileObject file, int head) {
    int n = frames.is(head, Frames.HUGETLB) ? 1 : frames.folioPages(head);
    long index = frames.index(head);
    for (int i = 0; i < n; i++) {
      file.pages().remove(index + i);
    }
    clearFolioFlags(head, Frames.CACHED);
    setFolioOwner(head, null, 0);
    put(head);
  }

  /**
   * Adds an anonymous page, or a shmem page on its way out, to the swap cache under {@code entry}.
   */
  public void addToSwapCache(int pfn, long entry) {
    frames.set(pfn, Frames.SWAPCACHE);
    frames.setSwapEntry(pfn, entry);
    swap.addToCache(entry, pfn);
  }

  public void removeFromSwapCache(int pfn) {
    long entry = frames.swapEntry(pfn);
    frames.clear(pfn, Frames.SWAPCACHE);
    frames.setSwapEntry(pfn, 0);
    swap.removeFromCache(entry);
  }

  /** __remove_mapping: a page that was written leaves memory; its entries stay. */
  public void evictFromSwapCache(int pfn) {
    removeFromSwapCache(pfn);
    put(pfn);
  }

  /** Writes a page of the swap cache out. */
  public void writeToSwap(int pfn) {
    swap.write(frames.swapEntry(pfn), contents, pfn);
    frames.clear(pfn, Frames.DIRTY);
    events.add(VmEvent.PSWPOUT);
  }

  /**
   * Reads the page of {@code entry} into a new frame, which is in the swap cache then.
   *
   * @return its pfn, or -1: out of memory
   */
  public int readFromSwap(long entry) {
    int pfn = allocate();
    if (pfn >= 0) {
      swap.read(entry, contents, pfn);
      addToSwapCache(pfn, entry);
      events.add(VmEvent.PSWPIN);
    }
    return pfn;
  }

  /** put_page: frees the folio of {@code pfn} if nothing maps it and no cache needs it. */
  public void put(int pfn) {
    int head = frames.head(pfn);
    if (frames.folioMapcount(head) != 0 || frames.is(head, Frames.CACHED)) {
      return;
    }
    if (frames.is(head, Frames.SWAPCACHE)) {
      if (swap.count(frames.swapEntry(head)) > 0) {
        return;
      }
      removeFromSwapCache(head);
    }
    freeFolio(head);
  }

  private void freeFolio(int head) {
    lru.remove(head);
    if (frames.is(head, Frames.HUGETLB)) {
      clearFolioFlags(head, Frames.ANON | Frames.EXCLUSIVE | Frames.DIRTY);
      setFolioOwner(head, null, 0);
      if (frames.is(head, Frames.RESTORE_RESERVE)) {
        frames.clear(head, Frames.RESTORE_RESERVE);
        hugePages.restoreReservation();
      }
      hugePages.put(head);
    } else if (frames.is(head, Frames.LARGE)) {
      frames.freeLarge(head);
    } else {
      frames.free(head);
    }
  }

  /**
   * Drops a user of a swap slot; a page left in the swap cache without any user goes with it
   * (free_swap_and_cache).
   */
  public void freeSwapAndCache(long entry) {
    int cached = swap.cached(entry);
    swap.free(entry);
    if (cached >= 0) {
      put(cached);
    }
  }

  /** References to a single page: its mappings and its caches. */
  public int references(int pfn) {
    return frames.folioMapcount(pfn)
        + (frames.is(pfn, Frames.CACHED) ? 1 : 0)
        + (frames.is(pfn, Frames.SWAPCACHE) ? 1 : 0);
  }
}
