package mm.trace;

import static java.util.Map.entry;

import java.util.Map;
import mm.abi.Mman;
import mm.abi.PageIs;
import mm.abi.Uffd;

/** The words of the language that stand for bits and numbers of system calls. */
final class Words {
  /** Features of UFFDIO_API. */
  static final Map<String, Long> FEATURES =
      Map.ofEntries(
          entry("pagefault_flag_wp", Uffd.FEATURE_PAGEFAULT_FLAG_WP),
          entry("event_fork", Uffd.FEATURE_EVENT_FORK),
          entry("event_remap", Uffd.FEATURE_EVENT_REMAP),
          entry("event_remove", Uffd.FEATURE_EVENT_REMOVE),
          entry("missing_hugetlbfs", Uffd.FEATURE_MISSING_HUGETLBFS),
          entry("missing_shmem", Uffd.FEATURE_MISSING_SHMEM),
          entry("event_unmap", Uffd.FEATURE_EVENT_UNMAP),
          entry("sigbus", Uffd.FEATURE_SIGBUS),
          entry("thread_id", Uffd.FEATURE_THREAD_ID),
          entry("minor_hugetlbfs", Uffd.FEATURE_MINOR_HUGETLBFS),
          entry("minor_shmem", Uffd.FEATURE_MINOR_SHMEM),
          entry("exact_address", Uffd.FEATURE_EXACT_ADDRESS),
          entry("wp_hugetlbfs_shmem", Uffd.FEATURE_WP_HUGETLBFS_SHMEM),
          entry("wp_unpopulated", Uffd.FEATURE_WP_UNPOPULATED),
          entry("poison", Uffd.FEATURE_POISON),
          entry("wp_async", Uffd.FEATURE_WP_ASYNC),
          entry("move", Uffd.FEATURE_MOVE));

  /** Modes of UFFDIO_REGISTER. */
  static final Map<String, Long> MODES =
      Map.of(
          "missing", (long) Uffd.REGISTER_MODE_MISSING,
          "wp", (long) Uffd.REGISTER_MODE_WP,
          "minor", (long) Uffd.REGISTER_MODE_MINOR);

  /** Advice of madvise. */
  static final Map<String, Integer> ADVICE =
      Map.ofEntries(
          entry("dontneed", Mman.MADV_DONTNEED),
          entry("remove", Mman.MADV_REMOVE),
          entry("free", Mman.MADV_FREE),
          entry("cold", Mman.MADV_COLD),
          entry("pageout", Mman.MADV_PAGEOUT),
          entry("willneed", Mman.MADV_WILLNEED),
          entry("populate_read", Mman.MADV_POPULATE_READ),
          entry("populate_write", Mman.MADV_POPULATE_WRITE),
          entry("collapse", Mman.MADV_COLLAPSE),
          entry("hugepage", Mman.MADV_HUGEPAGE),
          entry("nohugepage", Mman.MADV_NOHUGEPAGE),
          entry("dontfork", Mman.MADV_DONTFORK),
          entry("dofork", Mman.MADV_DOFORK),
          entry("dontneed_locked", Mman.MADV_DONTNEED_LOCKED),
          entry("guard_install", Mman.MADV_GUARD_INSTALL),
          entry("guard_remove", Mman.MADV_GUARD_REMOVE));

  /** Names of the page categories, {@link PageIs}, in the order of the log: by bit. */
  private static final String[] CATEGORY_NAMES = {
    "wpallowed", "written", "file", "present", "swapped", "pfnzero", "huge", "", "guard"
  };

  /** Page categories of PAGEMAP_SCAN. */
  static final Map<String, Long> CATEGORIES =
      Map.of(
          "wpallowed", PageIs.WPALLOWED,
          "written", PageIs.WRITTEN,
          "file", PageIs.FILE,
          "present", PageIs.PRESENT,
          "swapped", PageIs.SWAPPED,
          "pfnzero", PageIs.PFNZERO,
          "huge", PageIs.HUGE,
          "guard", PageIs.GUARD);

  private Words() {}

  /** The categories joined by {@code +}, or {@code -} if there is none. */
  static String categories(long bits) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < CATEGORY_NAMES.length; bit++) {
      if ((bits >> bit & 1) != 0 && !CATEGORY_NAMES[bit].isEmpty()) {
        text.append(text.isEmpty() ? "" : "+").append(CATEGORY_NAMES[bit]);
      }
    }
    return text.isEmpty() ? "-" : text.toString();
  }

  /** The ioctls that a registered range offers, in alphabetical order, or {@code -}. */
  static String rangeIoctls(long mask) {
    StringBuilder text = new StringBuilder();
    addIoctl(text, mask, Uffd.IOCTL_CONTINUE, "continue");
    addIoctl(text, mask, Uffd.IOCTL_COPY, "copy");
    addIoctl(text, mask, Uffd.IOCTL_MOVE, "move");
    addIoctl(text, mask, Uffd.IOCTL_POISON, "poison");
    addIoctl(text, mask, Uffd.IOCTL_WAKE, "wake");
    addIoctl(text, mask, Uffd.IOCTL_WRITEPROTECT, "writeprotect");
    addIoctl(text, mask, Uffd.IOCTL_ZEROPAGE, "zeropage");
    return text.isEmpty() ? "-" : text.toString();
  }

  private static void addIoctl(StringBuilder text, long mask, int bit, String name) {
    if ((mask >> bit & 1) != 0) {
      text.append(text.isEmpty() ? "" : ",").append(name);
    }
  }
}
