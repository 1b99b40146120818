package mm.config;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that kernels do differently, by name. Code asks for a trait, never for a release, a
 * patch or an option; which kernels have it is said here, once. A release in the comment is the
 * mainline one that brought it, where the model's releases only bracket it.
 */
public enum Trait {
  /** Entries can say more than none about a page that is not there. */
  PTE_MARKERS(series(Patch.PTE_MARKER_ENTRY).needs(Option.PTE_MARKER)),

  /** Faults, waiting and mincore know markers; without it an access is a bad entry. */
  CORE_HANDLES_MARKERS(series(Patch.CORE_MARKERS)),

  /** A file fault may replace a marker; without it only a none entry, so that it never ends. */
  FINISH_FAULT_CHECKS_ORIG_PTE(series(Patch.FINISH_FAULT_ORIG_PTE)),

  /** The uffd-wp bit of a marker means something. */
  MARKER_CARRIES_UFFD_WP(series(Patch.MARKER_UFFD_WP).needs(Option.PTE_MARKER_UFFD_WP)),

  /** UFFDIO_COPY on file memory protects in mode WP, and may replace a marker. */
  SHMEM_COPY_HONOURS_WP(series(Patch.SHMEM_COPY_WP)),

  /** A fault on a uffd-wp marker brings the page in protected. */
  FAULT_HANDLES_UFFD_WP_MARKER(series(Patch.FAULT_UFFD_WP_MARKER)),

  /** Zap and reclaim of a protected file page leave a marker. */
  ZAP_KEEPS_UFFD_WP(series(Patch.ZAP_KEEPS_UFFD_WP).needs(Option.PTE_MARKER_UFFD_WP)),

  /** Protecting file memory that is not there leaves markers. */
  PROTECTS_NONE_PTES(series(Patch.PROTECT_NONE_PTE).needs(Option.PTE_MARKER_UFFD_WP)),

  /** Protecting file memory mapped by PMD unmaps that first. */
  PROTECT_SPLITS_FILE_THP(series(Patch.PROTECT_FILE_THP)),

  /** fork copies the page table of shared file memory if the child is told of writes. */
  FORK_COPIES_UFFD_WP(series(Patch.FORK_UFFD_WP)),

  /** A write to a protected hugetlb page is reported. */
  HUGETLB_FAULT_TRAPS_WP(series(Patch.HUGETLB_FAULT_WP)),

  /** UFFDIO_COPY on hugetlb memory protects in mode WP, and may replace a marker. */
  HUGETLB_COPY_HONOURS_WP(series(Patch.HUGETLB_COPY_WP)),

  /** UFFDIO_WRITEPROTECT sets the bit on hugetlb pages, and checks their alignment. */
  HUGETLB_WRITEPROTECT(series(Patch.HUGETLB_WRITEPROTECT)),

  /** A hugetlb fault treats a marker as none and keeps its bit; without it the fault never ends. */
  HUGETLB_FAULT_HANDLES_MARKERS(series(Patch.HUGETLB_FAULT_MARKERS)),

  /** Protecting hugetlb memory that is not there leaves markers. */
  HUGETLB_PROTECTS_NONE_PTES(series(Patch.HUGETLB_PROTECT_NONE).needs(Option.PTE_MARKER_UFFD_WP)),

  /** Zapping a protected hugetlb page leaves a marker. */
  HUGETLB_ZAP_KEEPS_UFFD_WP(
      series(Patch.HUGETLB_ZAP_KEEPS_UFFD_WP).needs(Option.PTE_MARKER_UFFD_WP)),

  /** fork of hugetlb memory copies markers to children that are told of writes. */
  HUGETLB_FORK_HANDLES_UFFD_WP(series(Patch.HUGETLB_FORK_UFFD_WP)),

  /** Collapsing file memory keeps the page tables that may hold markers. */
  COLLAPSE_KEEPS_UFFD_WP_TABLES(series(Patch.COLLAPSE_KEEPS_TABLES)),

  /** /proc/pid/pagemap shows the bit of markers and of hugetlb pages. */
  PAGEMAP_SHOWS_MARKERS(series(Patch.PAGEMAP_MARKERS)),

  /** Shmem and hugetlb memory can be registered for write-protection. */
  WP_ON_FILE_MEMORY(series(Patch.ENABLE_FILE_WP).needs(Option.PTE_MARKER_UFFD_WP)),

  /** UFFDIO_UNREGISTER clears bits and markers (6.1). */
  UNREGISTER_RESETS_PTES(since(Release.V6_1)),

  /** MADV_COLLAPSE (6.1). */
  MADV_COLLAPSE(since(Release.V6_1)),

  /** A write to a shared hugetlb page never copies it (6.1). */
  HUGETLB_WP_SHARED_IN_PLACE(since(Release.V6_1)),

  /**
   * Shared mappings registered for writes get their pages read-only, so that mprotect and migration
   * cannot lose a trap (6.2, in 6.1 stable).
   */
  SHARED_WP_WRITENOTIFY(since(Release.V6_1)),

  /** Protecting hugetlb memory makes page tables that are missing (6.2, in 6.1 stable). */
  HUGETLB_PROTECT_ALLOCATES_TABLES(since(Release.V6_1)),

  /** A copy or reuse of a hugetlb page never drops the bit (6.3, in 6.1 stable). */
  HUGETLB_WP_KEEPS_UFFD_WP(since(Release.V6_1)),

  /** fork copies uffd-wp markers only to a child that is told of writes (6.4, in 6.1 stable). */
  FORK_MARKER_NEEDS_WP(since(Release.V6_1)),

  /**
   * fork of hugetlb memory clears the bit of present pages for a child that is not told of writes
   * (6.4).
   */
  HUGETLB_FORK_FIXED(since(Release.V6_12)),

  /** mincore calls a hugetlb marker absent (6.4, in 6.1 stable). */
  MINCORE_HUGETLB_MARKER_FIXED(since(Release.V6_1)),

  /** Closing the descriptor clears bits and markers (6.10). */
  CLOSE_RESETS_PTES(since(Release.V6_12)),

  /** mremap without EVENT_REMAP clears bits and markers (6.13, in 6.12 stable). */
  MREMAP_DROPS_UFFD_WP(since(Release.V6_12)),

  /** Splitting the huge zero page keeps its bit (6.4, in 6.1 stable). */
  ZERO_PMD_SPLIT_KEEPS_WP(since(Release.V6_1)),

  /** MADV_COLLAPSE of a file fills no hole that somebody waits to hear of (6.4). */
  COLLAPSE_RESPECTS_MISSING(since(Release.V6_12)),

  /** UFFDIO_WRITEPROTECT over several mappings (6.3). */
  WRITEPROTECT_SPANS_VMAS(since(Release.V6_12)),

  /**
   * Un-protecting takes the protection of the mapping, and makes private pages writable at once
   * (6.4).
   */
  UNPROTECT_USES_VMA_PROT(since(Release.V6_12)),

  /** Anonymous memory can hold uffd-wp markers: WP_UNPOPULATED (6.4). */
  ANON_MARKERS(since(Release.V6_12)),

  /** UFFDIO_CONTINUE_MODE_WP (6.4). */
  CONTINUE_WP(since(Release.V6_12)),

  /**
   * The first round of a fault runs under the lock of its mapping, and a retry from there is not
   * counted (6.4).
   */
  PER_VMA_LOCK(since(Release.V6_12)),

  /** A write that swaps a protected page in is reported by the same fault (6.5). */
  SWAP_IN_CHECKS_UFFD_WP(since(Release.V6_12)),

  /** UFFDIO_POISON (6.6). */
  POISON_IOCTL(since(Release.V6_12)),

  /** UFFD_FEATURE_WP_ASYNC (6.7). */
  WP_ASYNC(since(Release.V6_12)),

  /**
   * A hugetlb file's page cache counts in base pages, as everybody who looks into it does (6.7).
   */
  HUGETLB_CACHE_COUNTS_BASE_PAGES(since(Release.V6_12)),

  /** PAGEMAP_SCAN (6.7). */
  PAGEMAP_SCAN(since(Release.V6_12)),

  /** UFFDIO_MOVE (6.8). */
  MOVE_IOCTL(since(Release.V6_12)),

  /** A mapping under MADV_NOHUGEPAGE gets no huge page of the cache by PMD (6.11). */
  SET_PMD_HONOURS_NOHUGEPAGE(since(Release.V6_12)),

  /** Zapping a private hugetlb page gives its reservation back (6.10). */
  HUGETLB_ZAP_RESTORES_RESERVE(since(Release.V6_12)),

  /** A shmem fault maps all of a large folio (6.11). */
  FINISH_FAULT_MAPS_FOLIO(since(Release.V6_12)),

  /** A large folio knows whether more than one address space maps it (6.15). */
  FOLIO_TRACKS_MM(since(Release.V6_18)),

  /** Whether a large folio is shared is guessed from its mapcounts (6.9). */
  FOLIO_LIKELY_SHARED(since(Release.V6_12)),

  /**
   * pagemap asks each page of a huge mapping whether it is mapped once; before and after, the first
   * one (6.9 to 6.15).
   */
  PMD_PAGEMAP_EACH_PAGE(only(Release.V6_12)),

  /** MADV_COLLAPSE says EBUSY, not EINVAL, of pages that are missing in registered memory (6.4). */
  COLLAPSE_BUSY_ON_NONE(since(Release.V6_12)),

  /**
   * MADV_COLLAPSE maps a huge page of the cache where the process has no tables yet (after 6.12).
   */
  COLLAPSE_MAKES_TABLES(since(Release.V6_18)),

  /**
   * MADV_POPULATE goes on behind a hole between mappings, and says ENOMEM at the end (until 6.8).
   */
  POPULATE_SKIPS_HOLES(until(Release.V6_12)),

  /**
   * The data ioctls make a private mapping ready for anonymous pages before they check anything
   * else (6.9).
   */
  FILL_PREPARES_ANON_FIRST(since(Release.V6_12)),

  /** Pages of zeroes out of a split anonymous folio become the zero page (6.12). */
  SPLIT_MAPS_ZERO_PAGE(since(Release.V6_12)),

  /** pagemap marks file pages mapped by PMD as such (6.9, in 6.1 stable). */
  PMD_PAGEMAP_FILE(since(Release.V6_1)),

  /** MADV_GUARD_INSTALL and MADV_GUARD_REMOVE (6.13). */
  GUARD_REGIONS(since(Release.V6_18)),

  /** A write to the huge zero page gets a huge page (6.13). */
  ZERO_PMD_WRITE_ALLOCATES(since(Release.V6_18)),

  /** Fault-around maps large folios whole, beyond its window (6.18). */
  FAULT_AROUND_MAPS_FOLIOS(since(Release.V6_18)),

  /**
   * A fault makes a huge page of shared anonymous memory only where the mapping could map it
   * (6.11).
   */
  ANON_SHMEM_HUGE_PAGE_FITS_MAPPING(since(Release.V6_12)),

  /** The same for shmem files with a name (6.14). */
  SHMEM_HUGE_PAGE_FITS_MAPPING(since(Release.V6_18)),

  /**
   * MADV_PAGEOUT, COLD and FREE do not split a large folio that they hold as a whole, and pass over
   * one that others map too, where before they went no further (6.10).
   */
  ADVICE_KEEPS_WHOLE_FOLIOS(since(Release.V6_12)),

  /** Reclaim splits a huge shmem page only to write it to swap (6.12). */
  RECLAIM_KEEPS_SHMEM_FOLIOS(since(Release.V6_12)),

  /** The reservation of a private hugetlb page comes back though a child maps the page (6.18). */
  HUGETLB_ZAP_RESTORES_SHARED_RESERVE(since(Release.V6_18)),

  /** Untouched anonymous memory that becomes read-only is not accounted any more (6.7). */
  MPROTECT_UNCHARGES(since(Release.V6_12)),

  /** Truncating or punching part of a shmem folio leaves the rest in large pieces (6.15). */
  TRUNCATE_SPLITS_NON_UNIFORMLY(since(Release.V6_18)),

  /**
   * MADV_DONTNEED over all of a page table that it leaves empty frees the table (6.14,
   * CONFIG_PT_RECLAIM).
   */
  DONTNEED_FREES_TABLES(since(Release.V6_18)),

  /** Guard regions on file memory (6.15). */
  GUARD_ON_FILES(since(Release.V6_18)),

  /** pagemap bit 58 and PAGE_IS_GUARD (6.15). */
  PAGEMAP_GUARD_BIT(since(Release.V6_18)),

  /** mremap may move several mappings at once (6.17). */
  MREMAP_SPANS_VMAS(since(Release.V6_18)),

  /** The zero page that replaces a page of zeroes at a split keeps its bit (6.18). */
  SPLIT_ZERO_PAGE_KEEPS_WP(since(Release.V6_18)),

  /** UFFDIO_UNREGISTER refuses mappings of another descriptor (6.18). */
  UNREGISTER_FOREIGN_FAILS(since(Release.V6_18)),

  /** PAGEMAP_SCAN reports none entries as written (6.12 and 6.18 stable). */
  SCAN_NONE_WRITTEN(since(Release.V6_12)),

  /** A range without any writable page is not collapsed (until 6.17). */
  COLLAPSE_NEEDS_WRITABLE(until(Release.V6_18)),

  /**
   * The swap entry of a protected anonymous page carries the bit (5.7). Only a machine built for a
   * test lacks it.
   */
  SWAP_OUT_KEEPS_UFFD_WP(always()),

  /**
   * UFFDIO_API refuses features it does not know; 6.0 to 6.2 ignored them, but not the stable
   * kernels that the model stands for.
   */
  API_REJECTS_UNKNOWN(always()),

  /**
   * UFFDIO_API takes features that the series brought but the configuration has not; it offers them
   * not (until 6.1 stable).
   */
  API_TAKES_UNCONFIGURED(until(Release.V6_1)),

  /**
   * Registering for minor faults too skips the check that file memory can be write-protected (until
   * 6.7).
   */
  MINOR_SKIPS_WP_CHECK(until(Release.V6_12)),

  /** pagemap and PAGEMAP_SCAN report soft-dirty pages. */
  SOFT_DIRTY_TRACKED(needs(Option.MEM_SOFT_DIRTY)),

  /** Poisoned pages raise SIGBUS with BUS_MCEERR_AR. */
  MEMORY_FAILURE(needs(Option.MEMORY_FAILURE));

  /** Options that a trait may need. */
  enum Option {
    PTE_MARKER,
    PTE_MARKER_UFFD_WP,
    MEMORY_FAILURE,
    MEM_SOFT_DIRTY;

    boolean in(KernelConfig config) {
      return switch (this) {
        case PTE_MARKER -> config.pteMarker();
        case PTE_MARKER_UFFD_WP -> config.pteMarkerUffdWp();
        case MEMORY_FAILURE -> config.memoryFailure();
        case MEM_SOFT_DIRTY -> config.memSoftDirty();
      };
    }
  }

  /**
   * Which kernels have a trait: those with a patch, from a release on, up to a release, with an
   * option.
   */
  private record Rule(
      @Nullable Patch patch,
      @Nullable Release first,
      @Nullable Release end,
      @Nullable Option option) {
    Rule needs(Option o) {
      return new Rule(patch, first, end, o);
    }
  }

  private final Rule rule;

  Trait(Rule rule) {
    this.rule = rule;
  }

  private static Rule series(Patch patch) {
    return new Rule(patch, null, null, null);
  }

  private static Rule since(Release release) {
    return new Rule(null, release, null, null);
  }

  private static Rule until(Release release) {
    return new Rule(null, null, release, null);
  }

  private static Rule only(Release release) {
    return new Rule(null, release, Release.values()[release.ordinal() + 1], null);
  }

  private static Rule always() {
    return new Rule(null, null, null, null);
  }

  private static Rule needs(Option option) {
    return new Rule(null, null, null, option);
  }

  /** What {@code patch} brings; nothing for patches without behaviour of their own. */
  public static Set<Trait> of(Patch patch) {
    EnumSet<Trait> brought = EnumSet.noneOf(Trait.class);
    for (Trait trait : values()) {
      if (trait.rule.patch == patch) {
        brought.add(trait);
      }
    }
    return brought;
  }

  /** The patch of the series that brings it, or null. */
  public @Nullable Patch patch() {
    return rule.patch;
  }

  /** The first release of the model that has it, or null. */
  public @Nullable Release since() {
    return rule.first;
  }

  boolean in(Release release, KernelConfig config, Series series) {
    return (rule.patch == null || series.has(rule.patch))
        && (rule.first == null || release.atLeast(rule.first))
        && (rule.end == null || !release.atLeast(rule.end))
        && (rule.option == null || rule.option.in(config));
  }
}
