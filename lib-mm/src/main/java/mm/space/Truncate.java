package mm.space;

import mm.abi.Errno;
import mm.object.FileObject;
import mm.object.Hugetlb;
import mm.object.Mapper;
import mm.object.Memory;
import mm.object.Shmem;
import mm.ram.Frames;
import mm.table.PageTable;

/**
 * ftruncate and hole punching: pages leave a file ({@code mm/shmem.c} shmem_undo_range, {@code
 * fs/hugetlbfs/inode.c}).
 */
public final class Truncate {
  private final Memory memory;
  private final Frames frames;
  private final FolioSplit folioSplit;

  public Truncate(Memory memory, FolioSplit folioSplit) {
    this.memory = memory;
    this.frames = memory.frames;
    this.folioSplit = folioSplit;
  }

  /** ftruncate(2): 0 or a negative errno. */
  public int truncate(FileObject file, long bytes) {
    if (bytes < 0 || (file instanceof Hugetlb && (bytes & (PageTable.PMD_SIZE - 1)) != 0)) {
      return -Errno.EINVAL;
    }
    long old = file.sizeBytes();
    file.setSizeBytes(bytes);
    if (file instanceof Hugetlb hugetlb) {
      unmap(file, bytes >> 12, Long.MAX_VALUE, true, true);
      removeHuge(hugetlb, bytes >> 21, Long.MAX_VALUE, false);
    } else if (bytes < old) {
      long from = (bytes + 4095) >> 12;
      unmap(file, from, Long.MAX_VALUE, true, false);
      removeSmall((Shmem) file, from, file.pages().end());
    }
    return 0;
  }

  /** fallocate(FALLOC_FL_PUNCH_HOLE): 0 or a negative errno. */
  public int punchHole(FileObject file, long offset, long length) {
    if (offset < 0 || length <= 0) {
      return -Errno.EINVAL;
    }
    if (file instanceof Hugetlb hugetlb) {
      long from = (offset + PageTable.PMD_SIZE - 1) & -PageTable.PMD_SIZE;
      long to = (offset + length) & -PageTable.PMD_SIZE;
      if (from < to) {
        unmap(file, from >> 12, to >> 12, true, false);
        removeHuge(hugetlb, from >> 21, to >> 21, true);
      }
      return 0;
    }
    long from = (offset + 4095) >> 12;
    long to = (offset + length) >> 12;
    if (from < to) {
      unmap(file, from, to, false, false);
      removeSmall((Shmem) file, from, to);
    }
    return 0;
  }

  /** unmap_mapping_range over all mappings of the file; pages are 4 KiB. */
  private static void unmap(
      FileObject file, long from, long to, boolean evenCows, boolean dropMarkers) {
    for (Mapper mapper : file.mappers().toArray(new Mapper[0])) {
      mapper.unmapFileRange(from, to, evenCows, dropMarkers);
    }
  }

  private void removeSmall(Shmem file, long from, long to) {
    new ShmemUndoRange(memory, folioSplit, file, from, to).run();
  }

  /** remove_inode_hugepages. */
  private void removeHuge(Hugetlb file, long from, long to, boolean punch) {
    int freed = 0;
    long end = Math.min(to, file.pages().end());
    for (long i = file.pages().next(from, end); i < end; i = file.pages().next(i + 1, end)) {
      memory.removeFromPageCache(file, file.pages().page(i));
      freed++;
      if (punch) {
        HugetlbPages.unreserve(memory, file, i, i + 1, 1);
      }
    }
    if (!punch) {
      HugetlbPages.unreserve(memory, file, from, Integer.MAX_VALUE, freed);
    }
  }
}
