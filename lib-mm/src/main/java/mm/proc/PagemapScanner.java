package mm.proc;

import static mm.abi.PageIs.*;

import java.util.ArrayList;
import java.util.List;
import mm.abi.Errno;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.space.AddressSpace;
import mm.space.Vma;
import mm.table.Entries;
import mm.table.PageTable;

/** One run of PAGEMAP_SCAN (pagemap_scan_* in {@code fs/proc/task_mmu.c}). */
public final class PagemapScanner {
  private final AddressSpace mm;
  private final PagemapScan.Arguments args;
  private final Memory memory;
  private final Entries entries;
  private final PteFormat format;
  private final List<PagemapScan.PageRegion> regions = new ArrayList<>();
  private final boolean protect;
  private long found;
  private long regionStart;
  private long regionEnd;
  private long regionCategories;
  private long walkEnd = -1;

  private PagemapScanner(AddressSpace mm, PagemapScan.Arguments args) {
    this.mm = mm;
    this.args = args;
    this.memory = mm.memory();
    this.entries = memory.entries;
    this.format = memory.format;
    this.protect = (args.flags() & SCAN_WP_MATCHING) != 0;
  }

  /** Runs the ioctl. */
  public static PagemapScan.Result run(AddressSpace mm, PagemapScan.Arguments args) {
    if (!mm.memory().behaviour.has(Trait.PAGEMAP_SCAN)) {
      return new PagemapScan.Result(-Errno.ENOTTY, List.of(), args.start());
    }
    if ((args.start() & 4095) != 0) {
      return new PagemapScan.Result(-Errno.EINVAL, List.of(), args.start());
    }
    PagemapScanner scanner = new PagemapScanner(mm, args);
    int error = scanner.walk();
    scanner.flushRegion();
    long end = scanner.walkEnd >= 0 ? scanner.walkEnd : args.end();
    return new PagemapScan.Result(error, error == 0 ? scanner.regions : List.of(), end);
  }

  private boolean stopped() {
    return walkEnd >= 0;
  }

  private int walk() {
    for (Vma vma : mm.vmas().overlapping(args.start(), args.end())) {
      boolean wpAllowed = vma.wpAsync() && vma.wpUsesMarkers();
      if (!wpAllowed && (args.flags() & SCAN_CHECK_WPASYNC) != 0) {
        return -Errno.EPERM;
      }
      long category = wpAllowed ? WPALLOWED : 0;
      long required = args.categoryMask() & WPALLOWED;
      boolean interesting = ((category ^ args.categoryInverted()) & required) == required;
      if ((wpAllowed || !protect) && interesting) {
        scanVma(
            vma, Math.max(args.start(), vma.start()), Math.min(args.end(), vma.end()), category);
      }
      if (stopped()) {
        return 0;
      }
    }
    return 0;
  }

  private void scanVma(Vma vma, long start, long end, long vmaCategory) {
    for (long at = start; at < end && !stopped(); ) {
      long next = PageTable.pmdEnd(at, end);
      long pmd = mm.table().pmd(at);
      if (vma.isHugetlb()) {
        scanHugetlb(vma, at, next, vmaCategory);
      } else if (pmd == 0) {
        next = endOfHole(at, end);
        scanHole(vma, at, next, vmaCategory);
      } else if (format.isTable(pmd)) {
        scanPtes(vma, at, next, vmaCategory);
      } else {
        scanHuge(vma, pmd, at, next, vmaCategory);
      }
      at = next;
    }
  }

  private long endOfHole(long start, long end) {
    long at = PageTable.pmdEnd(start, end);
    while (at < end && mm.table().pmd(at) == 0) {
      at = PageTable.pmdEnd(at, end);
    }
    return at;
  }

  private long noneWritten() {
    return memory.behaviour.has(Trait.SCAN_NONE_WRITTEN) ? WRITTEN : 0;
  }

  private void scanHole(Vma vma, long start, long end, long vmaCategory) {
    long categories = vmaCategory | (vma.uffdWp() ? noneWritten() : 0);
    if (!isInteresting(categories)) {
      return;
    }
    long reached = output(categories, start, end);
    if (reached > start && protect) {
      mm.protect().uffdWpRange(vma, start, reached, true);
    }
  }

  private void scanPtes(Vma vma, long start, long end, long vmaCategory) {
    boolean onlyWritten =
        args.categoryAnyofMask() == 0
            && args.categoryInverted() == 0
            && args.categoryMask() == WRITTEN
            && args.returnMask() == WRITTEN;
    long[] ptes = java.util.Objects.requireNonNull(mm.table().ptes(start));
    for (long at = start; at < end && !stopped(); at += 4096) {
      int i = PageTable.pteIndex(at);
      // The shortcut of the kernel looks at the bit of a present entry, whatever the entry is.
      long categories =
          onlyWritten
              ? vmaCategory | (format.uffdWp(ptes[i]) ? 0 : WRITTEN)
              : vmaCategory | category(ptes[i]);
      boolean wanted = onlyWritten ? (categories & WRITTEN) != 0 : isInteresting(categories);
      if (wanted
          && output(categories, at, at + 4096) > at
          && protect
          && (categories & WRITTEN) != 0) {
        ptes[i] = protectedPte(ptes[i]);
        mm.flush(at, at + 4096);
      }
    }
  }

  /** pagemap_page_category. */
  private long category(long pte) {
    if (format.none(pte)) {
      return noneWritten();
    }
    if (format.present(pte)) {
      int pfn = (int) format.pfn(pte);
      boolean zero = memory.isZeroPage(pfn);
      boolean file = !zero && !memory.frames.is(pfn, Frames.ANON);
      return PRESENT
          | (format.uffdWp(pte) ? 0 : WRITTEN)
          | (file ? FILE : 0)
          | (zero ? PFNZERO : 0)
          | softDirty(format.softDirty(pte));
    }
    boolean guard =
        (entries.markerBits(pte) & PteMarker.GUARD) != 0
            && memory.behaviour.has(Trait.PAGEMAP_GUARD_BIT);
    return SWAPPED
        | (entries.swpUffdWpAny(pte) ? 0 : WRITTEN)
        | (guard ? GUARD : 0)
        | softDirty(format.swpSoftDirty(pte));
  }

  private long softDirty(boolean bit) {
    return bit && memory.behaviour.has(Trait.SOFT_DIRTY_TRACKED) ? SOFT_DIRTY : 0;
  }

  /** make_uffd_wp_pte. */
  private long protectedPte(long pte) {
    memory.events.add(VmEvent.PROTECT_PTE);
    if (format.present(pte)) {
      return format.wrprotect(format.mkUffdWp(pte));
    }
    if (format.none(pte)) {
      memory.events.add(VmEvent.MARKER_INSTALLED);
      return entries.uffdWpMarker();
    }
    return format.swpMkUffdWp(pte);
  }

  private void scanHuge(Vma vma, long pmd, long start, long end, long vmaCategory) {
    int head = (int) format.pfn(pmd);
    boolean file = !memory.frames.is(head, Frames.ANON);
    long categories =
        vmaCategory
            | HUGE
            | PRESENT
            | (format.uffdWp(pmd) ? 0 : WRITTEN)
            | (file && !memory.isHugeZero(head) ? FILE : 0)
            | (memory.isHugeZero(head) ? PFNZERO : 0)
            | softDirty(format.softDirty(pmd));
    if (!isInteresting(categories)) {
      return;
    }
    if (!protect || (categories & WRITTEN) == 0) {
      output(categories, start, end);
      return;
    }
    long room = args.maxPages() == 0 ? Long.MAX_VALUE : args.maxPages() - found;
    if (end - start < PageTable.PMD_SIZE || room < 512) {
      mm.thpSplit().splitPmd(vma, start);
      if (mm.table().pmd(start) == 0) {
        scanHole(vma, start, end, vmaCategory);
      } else {
        scanPtes(vma, start, end, vmaCategory);
      }
      return;
    }
    output(categories, start, end);
    mm.table().setPmd(start, format.wrprotect(format.mkUffdWp(pmd)));
    mm.flush(start, end);
  }

  private void scanHugetlb(Vma vma, long start, long end, long vmaCategory) {
    long entry = mm.table().pmd(start);
    long categories = vmaCategory | hugetlbCategory(start, entry);
    if (!isInteresting(categories)) {
      return;
    }
    long room = args.maxPages() == 0 ? Long.MAX_VALUE : args.maxPages() - found;
    boolean partial = end - start < PageTable.PMD_SIZE || room < 512;
    if (protect && (categories & WRITTEN) != 0 && partial) {
      walkEnd = start;
      return;
    }
    if (output(categories, start, end) > start && protect && (categories & WRITTEN) != 0) {
      if (format.present(entry)) {
        mm.hugetlbPages().set(start, format.wrprotect(format.mkUffdWp(entry)));
      }
    }
  }

  private long hugetlbCategory(long address, long entry) {
    if (mm.table().pmdNode(address) == 0) {
      return 0;
    }
    if (format.none(entry)) {
      return HUGE;
    }
    if (!format.present(entry)) {
      return HUGE | SWAPPED | (entries.swpUffdWpAny(entry) ? 0 : WRITTEN);
    }
    boolean file = !memory.frames.is((int) format.pfn(entry), Frames.ANON);
    return HUGE | PRESENT | (format.uffdWp(entry) ? 0 : WRITTEN) | (file ? FILE : 0);
  }

  /** pagemap_scan_is_interesting_page. */
  private boolean isInteresting(long categories) {
    long seen = categories ^ args.categoryInverted();
    boolean all = (seen & args.categoryMask()) == args.categoryMask();
    return all && (args.categoryAnyofMask() == 0 || (seen & args.categoryAnyofMask()) != 0);
  }

  /** pagemap_scan_output: reports up to max_pages; gives how far it came. */
  private long output(long categories, long start, long end) {
    long reached = end;
    long pages = (end - start) >> 12;
    if (args.maxPages() != 0 && found + pages > args.maxPages()) {
      pages = args.maxPages() - found;
      reached = start + (pages << 12);
      walkEnd = reached;
    }
    found += pages;
    if (reached > start) {
      push(categories & args.returnMask(), start, reached);
    }
    return reached;
  }

  private void push(long categories, long start, long end) {
    if (regionEnd == start && regionCategories == categories && regionEnd > regionStart) {
      regionEnd = end;
      return;
    }
    flushRegion();
    regionStart = start;
    regionEnd = end;
    regionCategories = categories;
  }

  private void flushRegion() {
    if (regionEnd > regionStart) {
      regions.add(new PagemapScan.PageRegion(regionStart, regionEnd, regionCategories));
    }
  }
}
