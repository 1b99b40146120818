package mm.object;

/** A file that lives in memory: its size and its page cache. */
public abstract sealed class FileObject extends MemoryObject permits Shmem, Hugetlb {
  private final String name;
  private final PageCache pages = new PageCache();
  private long sizeBytes;

  protected FileObject(String name, long sizeBytes) {
    this.name = name;
    this.sizeBytes = sizeBytes;
  }

  public String name() {
    return name;
  }

  /** i_size. */
  public long sizeBytes() {
    return sizeBytes;
  }

  public void setSizeBytes(long bytes) {
    sizeBytes = bytes;
  }

  /** The xarray of the mapping, by page index in the object's own page size. */
  public PageCache pages() {
    return pages;
  }
}
