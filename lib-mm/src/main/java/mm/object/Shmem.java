package mm.object;

/**
 * A shmem inode: tmpfs file, memfd or shared anonymous memory. Indices are 4 KiB pages; a 2 MiB
 * folio fills 512 slots of the cache.
 */
public final class Shmem extends FileObject {
  private final boolean anonymous;
  private long swappedPages;

  /**
   * @param anonymous shared anonymous memory: the kernel's own inode, without a file name
   */
  public Shmem(String name, long sizeBytes, boolean anonymous) {
    super(name, sizeBytes);
    this.anonymous = anonymous;
  }

  public boolean anonymous() {
    return anonymous;
  }

  /** Pages up to the end of the file, the last one counted whole. */
  public long sizePages() {
    return (sizeBytes() + 4095) >>> 12;
  }

  /** Slots that hold a swap value. */
  public long swappedPages() {
    return swappedPages;
  }

  public void addSwapped(int pages) {
    swappedPages += pages;
  }
}
