package mm.space;

import mm.config.Trait;
import mm.object.Mapper;
import mm.object.Memory;
import mm.object.MemoryObject;
import mm.object.Reclaimer;
import mm.object.Shmem;
import mm.ram.Frames;

/**
 * Reclaim: taking folios out of memory, by request (MADV_PAGEOUT) or under pressure ({@code
 * mm/vmscan.c} shrink_folio_list, classic LRU). Writes to swap end at once.
 */
public final class Reclaim implements Reclaimer {
  private final Memory memory;
  private final Frames frames;

  private final FolioSplit folioSplit;

  public Reclaim(Memory memory) {
    this.memory = memory;
    this.frames = memory.frames;
    this.folioSplit = new FolioSplit(memory);
  }

  public FolioSplit folioSplit() {
    return folioSplit;
  }

  /**
   * Frees about {@code pages} frames from the tail of the inactive list; referenced folios get a
   * second chance.
   */
  @Override
  public int shrink(int pages) {
    int freed = 0;
    int scanned = 0;
    int bound = 2 * (memory.lru.inactiveSize() + memory.lru.activeSize()) + pages;
    while (freed < pages && scanned++ < bound) {
      balance();
      int head = memory.lru.inactiveTail();
      if (head < 0) {
        break;
      }
      if (isReferenced(head)) {
        keep(head);
      } else {
        int before = frames.usedFrames();
        if (!reclaim(head)) {
          memory.lru.activate(head);
        }
        freed += before - frames.usedFrames();
      }
    }
    return freed;
  }

  /** shrink_active_list: keeps the inactive list from running dry. */
  private void balance() {
    while (memory.lru.inactiveSize() < memory.lru.activeSize()) {
      int head = memory.lru.activeTail();
      isReferenced(head);
      memory.lru.addInactive(head);
    }
  }

  private boolean isReferenced(int head) {
    boolean young = false;
    if (frames.owner(head) instanceof MemoryObject object) {
      for (Mapper mapper : object.mappers()) {
        for (int i = 0; i < frames.folioPages(head); i++) {
          young |= mapper.testAndClearYoung(head + i, frames.index(head) + i);
        }
      }
    }
    return young;
  }

  /** folio_check_references: the second time a folio is found referenced it is activated. */
  private void keep(int head) {
    if (frames.is(head, Frames.REFERENCED)) {
      frames.clear(head, Frames.REFERENCED);
      memory.lru.activate(head);
    } else {
      frames.set(head, Frames.REFERENCED);
      memory.lru.addInactive(head);
    }
  }

  /**
   * Takes a folio out of memory, referenced or not: unmaps it, writes it to swap if it has to be
   * kept, frees it. A large folio is split first.
   *
   * @return whether it is gone
   */
  public boolean reclaim(int head) {
    if (frames.is(head, Frames.LARGE)) {
      return reclaimLarge(head);
    }
    return frames.is(head, Frames.ANON) ? reclaimAnon(head) : reclaimShmem(head);
  }

  private boolean reclaimLarge(int head) {
    boolean keep =
        !frames.is(head, Frames.ANON)
            && !memory.swap.isActive()
            && memory.behaviour.has(Trait.RECLAIM_KEEPS_SHMEM_FOLIOS);
    if (keep) {
      return reclaimWholeShmem(head);
    }
    folioSplit.split(head);
    boolean all = true;
    for (int i = 0; i < Frames.BLOCK; i++) {
      if (memory.lru.contains(head + i)) {
        all &= reclaim(head + i);
      }
    }
    return all;
  }

  /** Without swap a huge shmem page is unmapped; one that was never written is dropped. */
  private boolean reclaimWholeShmem(int head) {
    Shmem file = (Shmem) java.util.Objects.requireNonNull(frames.owner(head));
    folioSplit.unmapFolio(file, head);
    if (frames.is(head, Frames.DIRTY)) {
      return false;
    }
    memory.removeFromPageCache(file, head);
    return true;
  }

  private boolean reclaimAnon(int pfn) {
    if (frames.is(pfn, Frames.LAZYFREE) && dropLazyfree(pfn)) {
      return true;
    }
    if (!frames.is(pfn, Frames.SWAPCACHE)) {
      long entry = memory.swap.allocate();
      if (entry == 0) {
        return false;
      }
      memory.addToSwapCache(pfn, entry);
      frames.set(pfn, Frames.DIRTY);
    }
    unmap(pfn, frames.swapEntry(pfn));
    if (frames.mapcount(pfn) > 0) {
      return false;
    }
    if (frames.is(pfn, Frames.DIRTY)) {
      memory.writeToSwap(pfn);
    }
    memory.evictFromSwapCache(pfn);
    return true;
  }

  /** A clean page under MADV_FREE is dropped; one written since is ordinary again. */
  private boolean dropLazyfree(int pfn) {
    if (memory.frames.is(pfn, Frames.DIRTY) || isDirtyByPte(pfn)) {
      frames.clear(pfn, Frames.LAZYFREE);
      return false;
    }
    unmap(pfn, 0);
    memory.put(pfn);
    return true;
  }

  private boolean isDirtyByPte(int pfn) {
    boolean dirty = false;
    if (frames.owner(pfn) instanceof MemoryObject object) {
      for (Mapper mapper : object.mappers()) {
        dirty |= mapper.isDirty(pfn, frames.index(pfn));
      }
    }
    return dirty;
  }

  private void unmap(int pfn, long swapEntry) {
    if (!(frames.owner(pfn) instanceof MemoryObject object)) {
      throw new AssertionError("page without an owner, pfn=" + pfn);
    }
    for (Mapper mapper : object.mappers()) {
      if (frames.mapcount(pfn) > 0 && mapper.tryToUnmap(pfn, frames.index(pfn), swapEntry)) {
        frames.set(pfn, Frames.DIRTY);
      }
    }
  }

  /** shmem_writeout. All entries are gone before it is known whether there is room in swap. */
  private boolean reclaimShmem(int pfn) {
    Shmem file = (Shmem) java.util.Objects.requireNonNull(frames.owner(pfn));
    long index = frames.index(pfn);
    unmap(pfn, 0);
    if (!frames.is(pfn, Frames.DIRTY)) {
      memory.removeFromPageCache(file, pfn);
      return true;
    }
    long entry = memory.swap.allocate();
    if (entry == 0) {
      return false;
    }
    memory.swap.duplicate(entry);
    memory.addToSwapCache(pfn, entry);
    memory.writeToSwap(pfn);
    file.pages().setSwap(index, entry);
    file.addSwapped(1);
    frames.clear(pfn, Frames.CACHED);
    memory.evictFromSwapCache(pfn);
    return true;
  }
}
