package mm.abi;

/**
 * Constants of userfaultfd: features, register modes, ioctl modes, ioctl bits, message flags (uapi
 * linux/userfaultfd.h).
 */
public final class Uffd {
  public static final long FEATURE_PAGEFAULT_FLAG_WP = 1L << 0;
  public static final long FEATURE_EVENT_FORK = 1L << 1;
  public static final long FEATURE_EVENT_REMAP = 1L << 2;
  public static final long FEATURE_EVENT_REMOVE = 1L << 3;
  public static final long FEATURE_MISSING_HUGETLBFS = 1L << 4;
  public static final long FEATURE_MISSING_SHMEM = 1L << 5;
  public static final long FEATURE_EVENT_UNMAP = 1L << 6;
  public static final long FEATURE_SIGBUS = 1L << 7;
  public static final long FEATURE_THREAD_ID = 1L << 8;
  public static final long FEATURE_MINOR_HUGETLBFS = 1L << 9;
  public static final long FEATURE_MINOR_SHMEM = 1L << 10;
  public static final long FEATURE_EXACT_ADDRESS = 1L << 11;
  public static final long FEATURE_WP_HUGETLBFS_SHMEM = 1L << 12;
  public static final long FEATURE_WP_UNPOPULATED = 1L << 13;
  public static final long FEATURE_POISON = 1L << 14;
  public static final long FEATURE_WP_ASYNC = 1L << 15;
  public static final long FEATURE_MOVE = 1L << 16;

  public static final int REGISTER_MODE_MISSING = 1;
  public static final int REGISTER_MODE_WP = 2;
  public static final int REGISTER_MODE_MINOR = 4;

  public static final int COPY_MODE_DONTWAKE = 1;
  public static final int COPY_MODE_WP = 2;
  public static final int ZEROPAGE_MODE_DONTWAKE = 1;
  public static final int CONTINUE_MODE_DONTWAKE = 1;
  public static final int CONTINUE_MODE_WP = 2;
  public static final int WRITEPROTECT_MODE_WP = 1;
  public static final int WRITEPROTECT_MODE_DONTWAKE = 2;
  public static final int POISON_MODE_DONTWAKE = 1;
  public static final int MOVE_MODE_DONTWAKE = 1;
  public static final int MOVE_MODE_ALLOW_SRC_HOLES = 2;

  public static final int PAGEFAULT_FLAG_WRITE = 1;
  public static final int PAGEFAULT_FLAG_WP = 2;
  public static final int PAGEFAULT_FLAG_MINOR = 4;

  /** Bit numbers in the {@code ioctls} masks that UFFDIO_REGISTER and UFFDIO_API report. */
  public static final int IOCTL_REGISTER = 0;

  public static final int IOCTL_UNREGISTER = 1;
  public static final int IOCTL_WAKE = 2;
  public static final int IOCTL_COPY = 3;
  public static final int IOCTL_ZEROPAGE = 4;
  public static final int IOCTL_MOVE = 5;
  public static final int IOCTL_WRITEPROTECT = 6;
  public static final int IOCTL_CONTINUE = 7;
  public static final int IOCTL_POISON = 8;
  public static final int IOCTL_API = 63;

  private Uffd() {}
}
