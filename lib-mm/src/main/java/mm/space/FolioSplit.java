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
    for (int i = 0; i < Frames.BLOCK; i++) {
      for (Mapper mapper : mappers) {
        if (frames.pteMapcount(head + i) > 0 && mapper.tryToUnmap(head + i, index + i, 0)) {
          frames.set(head, Frames.DIRTY);
        }
      }
    }
    boolean dirty = frames.is(head, Frames.DIRTY);
    memory.lru.remove(head);
    frames.split(head);
    for (int i = 0; i < Frames.BLOCK; i++) {
      if (dirty) {
        frames.set(head + i, Frames.DIRTY);
      }
      if (index + i >= file.sizePages()) {
        memory.removeFromPageCache(file, head + i);
      } else {
        memory.lru.addInactive(head + i);
      }
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
