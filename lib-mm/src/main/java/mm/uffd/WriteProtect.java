package mm.uffd;

import static mm.abi.Uffd.*;

import mm.abi.Errno;
import mm.abi.VmEvent;
import mm.config.Behaviour;
import mm.config.Trait;
import mm.space.AddressSpace;
import mm.space.Vma;
import mm.table.PageTable;

/** UFFDIO_WRITEPROTECT (mwriteprotect_range in {@code mm/userfaultfd.c}). */
public final class WriteProtect {
  private final UffdContext context;
  private final AddressSpace mm;
  private final Behaviour behaviour;

  public WriteProtect(UffdContext context) {
    this.context = context;
    this.mm = context.mm();
    this.behaviour = mm.memory().behaviour;
  }

  /**
   * 0 or a negative errno. With several VMAs those before the one that fails stay changed (6.3 and
   * later).
   */
  public int run(long start, long length, int mode) {
    int error = Ranges.validate(start, length);
    boolean enable = (mode & WRITEPROTECT_MODE_WP) != 0;
    boolean dontwake = (mode & WRITEPROTECT_MODE_DONTWAKE) != 0;
    boolean badMode = (mode & ~(WRITEPROTECT_MODE_WP | WRITEPROTECT_MODE_DONTWAKE)) != 0;
    if (error != 0 || badMode || (enable && dontwake)) {
      return -Errno.EINVAL;
    }
    mm.memory().events.add(VmEvent.UFFD_WRITEPROTECT);
    error =
        behaviour.has(Trait.WRITEPROTECT_SPANS_VMAS)
            ? acrossVmas(start, start + length, enable)
            : oneVma(start, start + length, enable);
    if (error == 0 && !enable && !dontwake) {
      context.wake(start, start + length);
    }
    return error;
  }

  private int oneVma(long start, long end, boolean enable) {
    Vma vma = mm.vmas().at(start);
    if (vma == null || vma.end() < end || !vma.uffdWp()) {
      return -Errno.ENOENT;
    }
    return protectPart(vma, start, end, enable);
  }

  private int acrossVmas(long start, long end, boolean enable) {
    int result = -Errno.ENOENT;
    for (int i = mm.vmas().firstEndingAbove(start); i < mm.vmas().size(); i++) {
      Vma vma = mm.vmas().get(i);
      if (vma.start() >= end) {
        break;
      }
      if (!vma.uffdWp()) {
        return -Errno.ENOENT;
      }
      result = protectPart(vma, start, end, enable);
      if (result != 0) {
        return result;
      }
    }
    return result;
  }

  private int protectPart(Vma vma, long start, long end, boolean enable) {
    boolean checked = vma.isHugetlb() && behaviour.has(Trait.HUGETLB_WRITEPROTECT);
    if (checked && ((start | end) & (PageTable.PMD_SIZE - 1)) != 0) {
      return -Errno.EINVAL;
    }
    mm.protect().uffdWpRange(vma, Math.max(start, vma.start()), Math.min(end, vma.end()), enable);
    return 0;
  }
}
