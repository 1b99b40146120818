package mm.config;

import java.util.Set;

/** The patches of "userfaultfd-wp: Support shmem and hugetlbfs", v8, in their order. */
public enum Patch {
  PTE_MARKER_ENTRY("mm: Introduce PTE_MARKER swap entry"),
  CORE_MARKERS("mm: Teach core mm about pte markers", PTE_MARKER_ENTRY),
  FINISH_FAULT_ORIG_PTE("mm: Check against orig_pte for finish_fault()"),
  MARKER_UFFD_WP("mm/uffd: PTE_MARKER_UFFD_WP", PTE_MARKER_ENTRY),
  SHMEM_COPY_WP("mm/shmem: Take care of UFFDIO_COPY_MODE_WP"),
  FAULT_UFFD_WP_MARKER("mm/shmem: Handle uffd-wp special pte in page fault handler"),
  ZAP_KEEPS_UFFD_WP("mm/shmem: Persist uffd-wp bit across zapping for file-backed"),
  PROTECT_NONE_PTE("mm/shmem: Allow uffd wr-protect none pte for file-backed mem"),
  PROTECT_FILE_THP("mm/shmem: Allows file-back mem to be uffd wr-protected on thps"),
  FORK_UFFD_WP("mm/shmem: Handle uffd-wp during fork()"),
  HUGETLB_HELPERS("mm/hugetlb: Introduce huge pte version of uffd-wp helpers"),
  HUGETLB_FAULT_WP("mm/hugetlb: Hook page faults for uffd write protection", HUGETLB_HELPERS),
  HUGETLB_COPY_WP("mm/hugetlb: Take care of UFFDIO_COPY_MODE_WP", HUGETLB_HELPERS),
  HUGETLB_WRITEPROTECT("mm/hugetlb: Handle UFFDIO_WRITEPROTECT", HUGETLB_HELPERS),
  HUGETLB_FAULT_MARKERS("mm/hugetlb: Handle pte markers in page faults", HUGETLB_HELPERS),
  HUGETLB_PROTECT_NONE("mm/hugetlb: Allow uffd wr-protect none ptes", HUGETLB_HELPERS),
  HUGETLB_ZAP_KEEPS_UFFD_WP(
      "mm/hugetlb: Only drop uffd-wp special pte if required", HUGETLB_HELPERS),
  HUGETLB_FORK_UFFD_WP("mm/hugetlb: Handle uffd-wp during fork()", HUGETLB_HELPERS),
  COLLAPSE_KEEPS_TABLES("mm/khugepaged: Don't recycle vma pgtable if uffd-wp registered"),
  PAGEMAP_MARKERS("mm/pagemap: Recognize uffd-wp bit for shmem/hugetlbfs"),
  ENABLE_FILE_WP("mm/uffd: Enable write protection for shmem & hugetlbfs"),
  DEFAULT_MARKERS("mm: Enable PTE markers by default"),
  SELFTESTS("selftests/uffd: Enable uffd-wp for shmem/hugetlbfs");

  private final String subject;
  private final Set<Patch> requires;

  Patch(String subject, Patch... requires) {
    this.subject = subject;
    Set<Patch> set = new java.util.LinkedHashSet<>();
    set.addAll(java.util.Arrays.asList(requires));
    this.requires = set;
  }

  /** Its number in the series, 1 to 23. */
  public int number() {
    return ordinal() + 1;
  }

  public String subject() {
    return subject;
  }

  /** The patches without which it does not build. */
  public Set<Patch> requires() {
    return Set.copyOf(requires);
  }

  /**
   * The patch with this number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Patch number(int n) {
    if (n < 1 || n > values().length) {
      throw new IllegalArgumentException("the series has patches 1 to 23: number=" + n);
    }
    return values()[n - 1];
  }
}
