package mm.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The patches of "userfaultfd-wp: Support shmem and hugetlbfs", v8, in their order. What each one
 * brings is said in {@link #change}, and by the traits that name it ({@link Trait#of}).
 */
public enum Patch {
  PTE_MARKER_ENTRY(
      "mm: Introduce PTE_MARKER swap entry",
      "A swap type whose offset is a set of flags: entries that say more than none of a page that"
          + " is not there."),
  CORE_MARKERS(
      "mm: Teach core mm about pte markers",
      "Faults dispatch on markers; waiting for userfaultfd, mincore, zap and mprotect know them.",
      PTE_MARKER_ENTRY),
  FINISH_FAULT_ORIG_PTE(
      "mm: Check against orig_pte for finish_fault()",
      "A file fault may replace the entry that it began with, and not a none entry only."),
  MARKER_UFFD_WP(
      "mm/uffd: PTE_MARKER_UFFD_WP",
      "The first flag of a marker: the page is write-protected by userfaultfd.",
      PTE_MARKER_ENTRY),
  SHMEM_COPY_WP(
      "mm/shmem: Take care of UFFDIO_COPY_MODE_WP",
      "UFFDIO_COPY into shmem honours mode WP and may overwrite a marker.",
      PTE_MARKER_ENTRY),
  FAULT_UFFD_WP_MARKER(
      "mm/shmem: Handle uffd-wp special pte in page fault handler",
      "A fault on a marker brings the page in protected; no fault-around where writes are watched.",
      CORE_MARKERS,
      FINISH_FAULT_ORIG_PTE,
      MARKER_UFFD_WP),
  ZAP_KEEPS_UFFD_WP(
      "mm/shmem: Persist uffd-wp bit across zapping for file-backed",
      "Zap and reclaim leave a marker in the place of a protected page, unless it is to be"
          + " dropped.",
      MARKER_UFFD_WP),
  PROTECT_NONE_PTE(
      "mm/shmem: Allow uffd wr-protect none pte for file-backed mem",
      "UFFDIO_WRITEPROTECT makes page tables and markers where no page is mapped.",
      MARKER_UFFD_WP),
  PROTECT_FILE_THP(
      "mm/shmem: Allows file-back mem to be uffd wr-protected on thps",
      "A huge page of a file is split to a table of markers when it is protected.",
      PROTECT_NONE_PTE),
  FORK_UFFD_WP(
      "mm/shmem: Handle uffd-wp during fork()",
      "fork copies the page table of watched file memory, markers and bits with it.",
      CORE_MARKERS,
      MARKER_UFFD_WP),
  HUGETLB_HELPERS(
      PatchKind.HELPERS,
      "mm/hugetlb: Introduce huge pte version of uffd-wp helpers",
      "huge_pte_uffd_wp and its kin, which the patches on hugetlb call."),
  HUGETLB_FAULT_WP(
      "mm/hugetlb: Hook page faults for uffd write protection",
      "A write to a protected huge page is reported before it would be copied.",
      HUGETLB_HELPERS),
  HUGETLB_COPY_WP(
      "mm/hugetlb: Take care of UFFDIO_COPY_MODE_WP",
      "UFFDIO_COPY into hugetlb honours mode WP and may overwrite a marker.",
      PTE_MARKER_ENTRY,
      HUGETLB_HELPERS),
  HUGETLB_WRITEPROTECT(
      "mm/hugetlb: Handle UFFDIO_WRITEPROTECT",
      "UFFDIO_WRITEPROTECT sets and clears the bit of huge pages and checks their alignment.",
      HUGETLB_HELPERS),
  HUGETLB_FAULT_MARKERS(
      "mm/hugetlb: Handle pte markers in page faults",
      "A hugetlb fault takes a marker for none, and the new entry keeps its bit.",
      MARKER_UFFD_WP,
      HUGETLB_HELPERS),
  HUGETLB_PROTECT_NONE(
      "mm/hugetlb: Allow uffd wr-protect none ptes",
      "UFFDIO_WRITEPROTECT leaves markers where no huge page is mapped.",
      MARKER_UFFD_WP,
      HUGETLB_WRITEPROTECT),
  HUGETLB_ZAP_KEEPS_UFFD_WP(
      "mm/hugetlb: Only drop uffd-wp special pte if required",
      "Zapping a protected huge page leaves a marker, unless the file is truncated.",
      ZAP_KEEPS_UFFD_WP,
      HUGETLB_HELPERS),
  HUGETLB_FORK_UFFD_WP(
      "mm/hugetlb: Handle uffd-wp during fork()",
      "fork of hugetlb memory copies markers to children that are told of writes.",
      MARKER_UFFD_WP,
      HUGETLB_HELPERS),
  COLLAPSE_KEEPS_TABLES(
      "mm/khugepaged: Don't recycle vma pgtable if uffd-wp registered",
      "Collapsing a file leaves the page tables of watched mappings, which may hold markers."),
  PAGEMAP_MARKERS(
      "mm/pagemap: Recognize uffd-wp bit for shmem/hugetlbfs",
      "/proc/pid/pagemap shows the bit of markers and of huge pages.",
      MARKER_UFFD_WP,
      HUGETLB_HELPERS),
  ENABLE_FILE_WP(
      "mm/uffd: Enable write protection for shmem & hugetlbfs",
      "Shmem and hugetlb memory can be registered for write-protection; feature bit 12 says so.",
      MARKER_UFFD_WP),
  DEFAULT_MARKERS(
      PatchKind.CONFIG,
      "mm: Enable PTE markers by default",
      "CONFIG_PTE_MARKER_UFFD_WP is built unless it is turned off.",
      MARKER_UFFD_WP),
  SELFTESTS(
      PatchKind.SELFTEST,
      "selftests/uffd: Enable uffd-wp for shmem/hugetlbfs",
      "The kernel's own test of userfaultfd protects shmem and hugetlb memory too.",
      ENABLE_FILE_WP);

  private final PatchKind kind;
  private final String subject;
  private final String change;
  private final Set<Patch> requires;

  Patch(String subject, String change, Patch... requires) {
    this(PatchKind.BEHAVIOUR, subject, change, requires);
  }

  Patch(PatchKind kind, String subject, String change, Patch... requires) {
    this.kind = kind;
    this.subject = subject;
    this.change = change;
    this.requires = new LinkedHashSet<>(Arrays.asList(requires));
  }

  /** Its number in the series, 1 to 23. */
  public int number() {
    return ordinal() + 1;
  }

  /** The first line of its message. */
  public String subject() {
    return subject;
  }

  /** What it is for. */
  public PatchKind kind() {
    return kind;
  }

  /** What it changes, in one sentence. */
  public String change() {
    return change;
  }

  /** The earlier patches whose functions or states its code uses. */
  public Set<Patch> requires() {
    return Collections.unmodifiableSet(requires);
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

  /** As a list of the series prints it: {@code 7/23 mm/shmem: Persist uffd-wp bit …}. */
  public String headline() {
    return "%2d/%d %s".formatted(number(), values().length, subject);
  }
}
