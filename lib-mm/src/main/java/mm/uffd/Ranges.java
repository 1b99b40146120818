package mm.uffd;

import mm.abi.Errno;
import mm.space.AddressSpace;
import mm.space.Vma;
import mm.table.PageTable;

/**
 * Checks on the ranges of ioctls (validate_range and what register and unregister have in common).
 */
final class Ranges {
  private static final long TASK_SIZE = 1L << 47;

  /** mmap_min_addr. */
  private static final long MIN_ADDRESS = 65536;

  private Ranges() {}

  /** validate_range: 0 or -EINVAL. */
  static int validate(long start, long length) {
    boolean bad =
        (start & 4095) != 0
            || (length & 4095) != 0
            || length <= 0
            || start < MIN_ADDRESS
            || start >= TASK_SIZE
            || length > TASK_SIZE - start;
    return bad ? -Errno.EINVAL : 0;
  }

  /** The checks on the first VMA: 0 or -EINVAL. */
  static int validateFirst(AddressSpace mm, long start, long end) {
    int i = mm.vmas().firstEndingAbove(start);
    if (i == mm.vmas().size()) {
      return -Errno.EINVAL;
    }
    Vma first = mm.vmas().get(i);
    boolean misaligned = first.isHugetlb() && (start & (PageTable.PMD_SIZE - 1)) != 0;
    return first.start() >= end || misaligned ? -Errno.EINVAL : 0;
  }
}
