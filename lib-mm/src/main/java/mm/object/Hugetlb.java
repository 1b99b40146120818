package mm.object;

import java.util.BitSet;

/** A hugetlbfs inode with 2 MiB pages. Indices are huge pages. */
public final class Hugetlb extends FileObject {
  private final BitSet reservations = new BitSet();

  public Hugetlb(String name, long sizeBytes) {
    super(name, sizeBytes);
  }

  /** Huge pages up to the end of the file. */
  public long sizePages() {
    return sizeBytes() >>> 21;
  }

  /**
   * resv_map of the inode: the indices that shared mappings hold a reservation for, used or not.
   */
  public BitSet reservations() {
    return reservations;
  }
}
