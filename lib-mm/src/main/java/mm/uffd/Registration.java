package mm.uffd;

import static mm.abi.Uffd.*;

import mm.abi.Errno;
import mm.config.Behaviour;
import mm.config.Trait;
import mm.space.AddressSpace;
import mm.space.VmFlags;
import mm.space.Vma;
import mm.table.PageTable;

/** UFFDIO_REGISTER, UFFDIO_UNREGISTER and UFFDIO_WAKE ({@code fs/userfaultfd.c}). */
public final class Registration {
  private static final int MODES = REGISTER_MODE_MISSING | REGISTER_MODE_WP | REGISTER_MODE_MINOR;

  private final UffdContext context;
  private final AddressSpace mm;
  private final Behaviour behaviour;

  public Registration(UffdContext context) {
    this.context = context;
    this.mm = context.mm();
    this.behaviour = mm.memory().behaviour;
  }

  /** userfaultfd_register: the ioctls that the range offers, or a negative errno. */
  public long register(long start, long length, int mode) {
    if (mode == 0 || (mode & ~MODES) != 0) {
      return -Errno.EINVAL;
    }
    if ((mode & REGISTER_MODE_WP) != 0 && !behaviour.uffdWp()) {
      return -Errno.EINVAL;
    }
    int error = Ranges.validate(start, length);
    long end = start + length;
    if (error == 0) {
      error = Ranges.validateFirst(mm, start, end);
    }
    int flags = VmFlags.ofRegisterMode(mode);
    if (error == 0) {
      error = checkAll(start, end, flags);
    }
    if (error != 0) {
      return error;
    }
    boolean basic = false;
    for (Vma vma : mm.vmas().overlapping(start, end)) {
      basic |= vma.isHugetlb();
      registerVma(vma, Math.max(start, vma.start()), Math.min(end, vma.end()), flags);
    }
    return ioctls(mode, basic);
  }

  private int checkAll(long start, long end, int flags) {
    for (Vma vma : mm.vmas().overlapping(start, end)) {
      if (!canUserfault(vma, flags)) {
        return -Errno.EINVAL;
      }
      boolean cuts = vma.isHugetlb() && end < vma.end() && (end & (PageTable.PMD_SIZE - 1)) != 0;
      if (cuts) {
        return -Errno.EINVAL;
      }
      if (vma.hook() != null && vma.hook() != context) {
        return -Errno.EBUSY;
      }
    }
    return 0;
  }

  /** vma_can_userfault. */
  private boolean canUserfault(Vma vma, int flags) {
    if ((flags & VmFlags.UFFD_MINOR) != 0 && !vma.isHugetlb() && !vma.isShmem()) {
      return false;
    }
    if ((flags & VmFlags.UFFD_MINOR) != 0 && behaviour.has(Trait.MINOR_SKIPS_WP_CHECK)) {
      return true;
    }
    boolean onFiles = behaviour.has(Trait.WP_ON_FILE_MEMORY);
    return (flags & VmFlags.UFFD_WP) == 0 || onFiles || vma.isAnonymous();
  }

  private void registerVma(Vma vma, long start, long end, int flags) {
    if (vma.hook() == context && (vma.flags() & flags) == flags) {
      return;
    }
    Vma part = mm.mappings().isolate(vma, start, end);
    if (part.uffdWp() && (flags & VmFlags.UFFD_WP) == 0) {
      mm.memory().noteLeftoverWpBits();
    }
    part.setRegistration(context, flags);
    if (part.isHugetlb() && (flags & (VmFlags.UFFD_WP | VmFlags.UFFD_MINOR)) != 0) {
      mm.hugetlbPages().unshareAll(part);
    }
    mm.flush(start, end);
    mm.mappings().mergeAround(part);
  }

  private long ioctls(int mode, boolean basic) {
    long ioctls = 1L << IOCTL_WAKE | 1L << IOCTL_COPY;
    if (!basic) {
      ioctls |= 1L << IOCTL_ZEROPAGE;
      ioctls |= behaviour.has(Trait.MOVE_IOCTL) ? 1L << IOCTL_MOVE : 0;
    }
    ioctls |= behaviour.has(Trait.POISON_IOCTL) ? 1L << IOCTL_POISON : 0;
    ioctls |= (mode & REGISTER_MODE_WP) != 0 ? 1L << IOCTL_WRITEPROTECT : 0;
    return ioctls | ((mode & REGISTER_MODE_MINOR) != 0 ? 1L << IOCTL_CONTINUE : 0);
  }

  /** userfaultfd_unregister. */
  public int unregister(long start, long length) {
    int error = Ranges.validate(start, length);
    long end = start + length;
    if (error == 0) {
      error = Ranges.validateFirst(mm, start, end);
    }
    if (error != 0) {
      return error;
    }
    for (Vma vma : mm.vmas().overlapping(start, end)) {
      boolean foreign =
          vma.hook() != null
              && vma.hook() != context
              && behaviour.has(Trait.UNREGISTER_FOREIGN_FAILS);
      if (foreign) {
        return -Errno.EINVAL;
      }
    }
    for (Vma vma : mm.vmas().overlapping(start, end)) {
      long to = Math.min(end, vma.end());
      if (vma.hook() != null && !unregisterVma(vma, Math.max(start, vma.start()), to)) {
        return -Errno.EINVAL;
      }
    }
    return 0;
  }

  /** False if the range ends within a huge page, where the VMA cannot be split. */
  private boolean unregisterVma(Vma vma, long start, long end) {
    if (vma.uffdMissing()) {
      context.wake(start, end);
    }
    if (vma.uffdWp() && behaviour.has(Trait.UNREGISTER_RESETS_PTES)) {
      mm.protect().uffdWpRange(vma, start, end, false);
    } else if (vma.uffdWp()) {
      mm.memory().noteLeftoverWpBits();
    }
    if (vma.isHugetlb() && (end & (PageTable.PMD_SIZE - 1)) != 0) {
      return false;
    }
    Vma part = mm.mappings().isolate(vma, start, end);
    part.setRegistration(null, 0);
    mm.flush(start, end);
    mm.mappings().mergeAround(part);
    return true;
  }

  /** userfaultfd_wake. */
  public int wake(long start, long length) {
    int error = Ranges.validate(start, length);
    if (error == 0) {
      context.wake(start, start + length);
    }
    return error;
  }
}
