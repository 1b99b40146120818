package mm.space;

import mm.abi.VmEvent;
import mm.config.Trait;
import mm.object.FileObject;
import mm.object.Mapper;
import mm.object.Memory;
import mm.object.MemoryObject;
import mm.object.Shmem;
import mm.ram.Frames;
import mm.ram.PageOwner;

/**
 * Splitting 2 MiB folios into pages, whoever maps them ({@code mm/huge_memory.c} __folio_split).
 */
public final class FolioSplit {
  private final Memory memory;
  private final Frames frames;

  public FolioSplit(Memory memory) {
    this.memory = memory;
    this.frames = memory.frames;
  }

  /**
   * split_folio: the folio of {@code head} becomes 512 pages. Pages of a file end up unmapped
   * (markers stay where they were protected), anonymous ones keep their mappings; from 6.12 on
   * anonymous pages of zeroes are replaced by the zero page.
   */
  public void split(int head) {
    PageOwner owner = frames.owner(head);
    if (!(owner instanceof MemoryObject object)) {
      throw new AssertionError("folio without an owner, pfn=" + head);
    }
    long index = frames.index(head);
    Mapper[] mappers = object.mappers().toArray(new Mapper[0]);
    for (Mapper mapper : mappers) {
      mapper.splitPmd(head, index);
    }
    memory.events.add(VmEvent.THP_SPLIT_PAGE);
    if (object instanceof FileObject) {
      splitFileFolio((Shmem) object, mappers, head, index);
    } else {
      splitAnonFolio(mappers, head, index);
    }
  }

  private void splitFileFolio(Shmem file, Mapper[] mappers, int head, long index) {
    unmap(mappers, head, index, Frames.BLOCK);
    makeSingle(head);
    dropBeyondEnd(file, head, index, Frames.BLOCK);
  }

  /**
   * The non-uniform split of a shmem folio, or of a part of one (folio_split): it is halved until
   * the page {@code pfn} is alone.
   */
  public void splitAround(Shmem file, int pfn) {
    int head = frames.partHead(pfn);
    int pages = frames.partPages(pfn);
    long index = frames.index(head);
    Mapper[] mappers = file.mappers().toArray(new Mapper[0]);
    if (pages == Frames.BLOCK) {
      for (Mapper mapper : mappers) {
        mapper.splitPmd(head, index);
      }
    }
    memory.events.add(VmEvent.THP_SPLIT_PAGE);
    unmap(mappers, head, index, pages);
    if (pages == Frames.BLOCK) {
      makeSingle(head);
    }
    frames.splitPartAround(pfn, pages);
    dropBeyondEnd(file, head, index, pages);
  }

  /** split_folio of the folio, or the part of one, that {@code pfn} belongs to. */
  public void splitLarge(int pfn) {
    if (frames.is(pfn, Frames.LARGE)) {
      split(frames.head(pfn));
    } else {
      dissolvePart(pfn);
    }
  }

  /** The uniform split of a part of a shmem folio that was split around a page before. */
  private void dissolvePart(int pfn) {
    int head = frames.partHead(pfn);
    if (!(frames.owner(pfn) instanceof MemoryObject file)) {
      throw new AssertionError("folio without an owner, pfn=" + pfn);
    }
    unmap(file.mappers().toArray(new Mapper[0]), head, frames.index(head), frames.partPages(pfn));
    frames.dissolvePart(pfn);
  }

  /**
   * Unmaps a 2 MiB folio of a file, however it is mapped (try_to_unmap with TTU_SPLIT_HUGE_PMD).
   */
  void unmapFolio(Shmem file, int head) {
    Mapper[] mappers = file.mappers().toArray(new Mapper[0]);
    long index = frames.index(head);
    for (Mapper mapper : mappers) {
      mapper.splitPmd(head, index);
    }
    unmap(mappers, head, index, Frames.BLOCK);
  }

  /** unmap_folio: markers stay where pages were protected. */
  private void unmap(Mapper[] mappers, int head, long index, int pages) {
    for (int i = 0; i < pages; i++) {
      for (Mapper mapper : mappers) {
        if (frames.pteMapcount(head + i) > 0 && mapper.tryToUnmap(head + i, index + i, 0)) {
          frames.set(frames.head(head + i), Frames.DIRTY);
        }
      }
    }
  }

  private void makeSingle(int head) {
    boolean dirty = frames.is(head, Frames.DIRTY);
    memory.lru.remove(head);
    frames.split(head);
    for (int i = 0; i < Frames.BLOCK; i++) {
      if (dirty) {
        frames.set(head + i, Frames.DIRTY);
      }
      memory.lru.addInactive(head + i);
    }
  }

  /** Parts that begin past the end of the file leave it. */
  private void dropBeyondEnd(Shmem file, int head, long index, int pages) {
    long end = file.sizePages();
    for (int i = 0; i < pages; ) {
      int part = frames.partPages(head + i);
      for (int k = i; k < i + part && index + i >= end; k++) {
        memory.removeFromPageCache(file, head + k);
      }
      i += part;
    }
  }

  private void splitAnonFolio(Mapper[] mappers, int head, long index) {
    memory.lru.remove(head);
    frames.split(head);
    for (int i = 0; i < Frames.BLOCK; i++) {
      int pfn = head + i;
      frames.set(pfn, Frames.DIRTY);
      memory.lru.addInactive(pfn);
      if (memory.behaviour.has(Trait.SPLIT_MAPS_ZERO_PAGE)
          && frames.mapcount(pfn) > 0
          && memory.contents.isZero(pfn)) {
        for (Mapper mapper : mappers) {
          mapper.mapZeroPageInstead(pfn, index + i);
        }
      }
      memory.put(pfn);
    }
  }
}
