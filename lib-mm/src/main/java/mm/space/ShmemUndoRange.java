package mm.space;

import mm.config.Trait;
import mm.object.Memory;
import mm.object.PageCache;
import mm.object.Shmem;
import mm.ram.Frames;

/**
 * Taking the pages {@code [from, to)} out of a shmem file ({@code mm/shmem.c} shmem_undo_range).
 * Folios that lie across an edge are zeroed where they lie in the range and split; since 6.15 so
 * that the rest stays in pieces as large as can be.
 */
final class ShmemUndoRange {
  private final Memory memory;
  private final Frames frames;
  private final FolioSplit folioSplit;
  private final Shmem file;
  private final long from;
  private final long to;
  private final boolean nonUniform;

  ShmemUndoRange(Memory memory, FolioSplit folioSplit, Shmem file, long from, long to) {
    this.memory = memory;
    this.frames = memory.frames;
    this.folioSplit = folioSplit;
    this.file = file;
    this.from = from;
    this.to = Math.min(to, file.pages().end());
    this.nonUniform = memory.behaviour.has(Trait.TRUNCATE_SPLITS_NON_UNIFORMLY);
  }

  void run() {
    removeWhole();
    splitEdges();
    removeRest();
  }

  /** Swapped pages, and folios that lie in the range as a whole. */
  private void removeWhole() {
    for (long i = file.pages().next(from, to); i < to; ) {
      long slot = file.pages().get(i);
      if (PageCache.isSwap(slot)) {
        file.pages().remove(i);
        file.addSwapped(-1);
        memory.freeSwapAndCache(PageCache.swapEntry(slot));
        i = file.pages().next(i + 1, to);
      } else {
        long next = first(i) + pages(i);
        if (isInside(i)) {
          remove(i);
        }
        i = file.pages().next(next, to);
      }
    }
  }

  private void splitEdges() {
    boolean same = to - from <= 1;
    if (isPage(from)) {
      same = to <= first(from) + pages(from);
      removeOrSplit(from);
    }
    if (!same && isPage(to - 1)) {
      removeOrSplit(to - 1);
    }
  }

  /**
   * What the splits have left in the range; a folio that still lies across an edge is split again.
   */
  private void removeRest() {
    for (long i = file.pages().next(from, to); i < to; i = file.pages().next(from, to)) {
      removeOrSplit(i);
    }
  }

  private void removeOrSplit(long index) {
    if (isInside(index)) {
      remove(index);
    } else {
      splitPartial(index);
    }
  }

  /** truncate_inode_partial_folio. */
  private void splitPartial(long index) {
    long first = first(index);
    long end = first + pages(index);
    long begin = Math.max(first, from);
    long stop = Math.min(end, to);
    int head = pfn(first);
    for (long i = begin; i < stop; i++) {
      memory.contents.zero(head + (int) (i - first));
    }
    frames.set(frames.head(head), Frames.DIRTY);
    if (!nonUniform) {
      folioSplit.split(head);
      return;
    }
    folioSplit.splitAround(file, pfn(begin));
    if (stop < end && isPage(stop) && pages(stop) > 1) {
      folioSplit.splitAround(file, pfn(stop));
    }
  }

  private boolean isPage(long index) {
    return file.pages().page(index) >= 0;
  }

  private int pfn(long index) {
    return file.pages().page(index);
  }

  /** Index of the first page of the folio at {@code index}. */
  private long first(long index) {
    return index - (pfn(index) - frames.partHead(pfn(index)));
  }

  private int pages(long index) {
    return frames.partPages(pfn(index));
  }

  private boolean isInside(long index) {
    return first(index) >= from && first(index) + pages(index) <= to;
  }

  private void remove(long index) {
    int head = frames.partHead(pfn(index));
    int pages = frames.partPages(head);
    if (pages == Frames.BLOCK) {
      memory.removeFromPageCache(file, head);
      return;
    }
    for (int i = 0; i < pages; i++) {
      memory.removeFromPageCache(file, head + i);
    }
  }
}
