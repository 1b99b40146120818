package mm.space;

import java.util.ArrayList;
import java.util.List;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.Entries;
import mm.table.PageTable;
import org.jspecify.annotations.Nullable;

/**
 * fork: the child's VMAs and page table (dup_mmap in {@code kernel/fork.c}, copy_page_range in
 * {@code mm/memory.c}).
 */
public final class Fork {
  private final AddressSpace parent;
  private final AddressSpace child;
  private final Memory memory;
  private final Frames frames;
  private final Entries entries;
  private final PteFormat format;
  private final List<FaultHook> parentHooks = new ArrayList<>();
  private final List<FaultHook> childHooks = new ArrayList<>();

  private Fork(AddressSpace parent, AddressSpace child) {
    this.parent = parent;
    this.child = child;
    this.memory = parent.memory();
    this.frames = memory.frames;
    this.entries = memory.entries;
    this.format = memory.format;
  }

  /** Copies {@code parent} into the empty {@code child}, before anybody is told. */
  public static Fork into(AddressSpace parent, AddressSpace child) {
    Fork fork = new Fork(parent, child);
    for (Vma vma : parent.vmas().overlapping(0, Long.MAX_VALUE)) {
      if (!vma.has(VmFlags.DONTCOPY)) {
        fork.copyVma(vma);
      }
    }
    return fork;
  }

  /** dup_userfaultfd_complete: one message for each context of the parent that asked for it. */
  public void complete() {
    for (int i = 0; i < parentHooks.size(); i++) {
      parentHooks.get(i).forked(childHooks.get(i));
    }
  }

  private void copyVma(Vma vma) {
    Vma copy =
        new Vma(
            child, vma.start(), vma.end(), vma.flags() & ~VmFlags.UFFD, vma.file(), vma.pgoff());
    FaultHook hook = childHook(vma.hook());
    copy.setRegistration(hook, hook == null ? 0 : vma.flags() & VmFlags.UFFD);
    copy.attachFile();
    if (vma.anon() != null) {
      copy.forkAnon(vma.anon());
    }
    child.vmas().insert(copy);
    if (needsCopy(vma, copy)) {
      copyRange(vma, copy);
    }
  }

  private @Nullable FaultHook childHook(@Nullable FaultHook hook) {
    if (hook == null || !hook.wantsFork()) {
      return null;
    }
    int known = parentHooks.indexOf(hook);
    if (known < 0) {
      parentHooks.add(hook);
      childHooks.add(hook.forkInto(child));
      known = parentHooks.size() - 1;
    }
    return childHooks.get(known);
  }

  /**
   * vma_needs_copy: shared file memory can be faulted in again, unless its entries say more than
   * the file does.
   */
  private boolean needsCopy(Vma vma, Vma copy) {
    return (copy.uffdWp() && memory.behaviour.has(Trait.FORK_COPIES_UFFD_WP))
        || vma.anon() != null
        || (vma.isHugetlb() && copy.uffdWp());
  }

  private void copyRange(Vma vma, Vma copy) {
    boolean cow = !vma.isShared();
    if (cow) {
      parent.flush(vma.start(), vma.end());
    }
    for (long at = vma.start(); (at = parent.table().nextPopulated(at, vma.end())) < vma.end(); ) {
      long next = PageTable.pmdEnd(at, vma.end());
      long pmd = parent.table().pmd(at);
      if (vma.isHugetlb()) {
        copyHugetlb(vma, copy, at, pmd);
      } else if (pmd != 0 && !format.isTable(pmd)) {
        copyHugePmd(vma, copy, at, pmd);
      } else if (pmd != 0) {
        copyPtes(vma, copy, at, next);
      }
      at = next;
    }
  }

  private void copyPtes(Vma vma, Vma copy, long start, long end) {
    long[] source = java.util.Objects.requireNonNull(parent.table().ptes(start));
    long[] target = child.table().ptesOrNew(start);
    int first = PageTable.pteIndex(start);
    int last = first + (int) ((end - start) >> 12);
    for (int i = first; i < last; i++) {
      if (!format.none(source[i])) {
        target[i] =
            format.present(source[i])
                ? copyPresent(vma, copy, source, i)
                : copyNonPresent(copy, source, i);
        memory.events.add(VmEvent.FORK_PTE);
      }
    }
  }

  /** copy_present_ptes. */
  private long copyPresent(Vma vma, Vma copy, long[] source, int i) {
    int pfn = (int) format.pfn(source[i]);
    if (!memory.isZeroPage(pfn)) {
      frames.mapPte(pfn);
      child.countMapped(pfn, 1);
      frames.clear(pfn, Frames.EXCLUSIVE);
    }
    if (!vma.isShared() && format.write(source[i])) {
      source[i] = format.wrprotect(source[i]);
    }
    long pte = format.mkOld(source[i]);
    if (vma.isShared()) {
      pte = format.mkClean(pte);
    }
    return copy.uffdWp() ? pte : format.clearUffdWp(pte);
  }

  /** copy_nonpresent_pte. */
  private long copyNonPresent(Vma copy, long[] source, int i) {
    long pte = source[i];
    if (entries.isSwap(pte)) {
      memory.swap.duplicate(format.swapEntry(pte));
      child.countSwap(1);
      source[i] = format.swpClearExclusive(pte);
      return copy.uffdWp() ? source[i] : format.swpClearUffdWp(source[i]);
    }
    if (entries.isMarker(pte)) {
      return copyMarker(copy, pte);
    }
    return copy.uffdWp() ? pte : format.swpClearUffdWp(pte);
  }

  /**
   * copy_pte_marker: poison and guards always, protection only where the child is told of writes
   * too.
   */
  private long copyMarker(Vma copy, long pte) {
    int bits = entries.markerBits(pte);
    int kept = bits & (PteMarker.POISONED | PteMarker.GUARD);
    if ((bits & PteMarker.UFFD_WP) != 0
        && (copy.uffdWp() || !memory.behaviour.has(Trait.FORK_MARKER_NEEDS_WP))) {
      kept |= PteMarker.UFFD_WP;
    }
    return kept == 0 ? 0 : entries.marker(kept);
  }

  /** copy_huge_pmd: a file's huge page is faulted in again. */
  private void copyHugePmd(Vma vma, Vma copy, long address, long pmd) {
    int head = (int) format.pfn(pmd);
    boolean zero = memory.isHugeZero(head);
    if (!vma.isAnonymous()) {
      return;
    }
    long made = pmd;
    if (!zero) {
      frames.mapPmd(head);
      memory.clearFolioFlags(head, Frames.EXCLUSIVE);
      child.countMapped(head, Frames.BLOCK);
      made = format.wrprotect(pmd);
      parent.table().setPmd(address, made);
    }
    long old = format.mkOld(made);
    child.table().setPmd(address, copy.uffdWp() ? old : format.clearUffdWp(old));
    memory.events.add(VmEvent.FORK_PTE);
  }

  /** copy_hugetlb_page_range. */
  private void copyHugetlb(Vma vma, Vma copy, long address, long entry) {
    // huge_pte_alloc comes first: the child gets the table even for what it does not get.
    child.hugetlbPages().ensureTable(copy, address);
    if (format.none(entry) || parent.hugetlbPages().isShared(address)) {
      return;
    }
    memory.events.add(VmEvent.FORK_PTE);
    if (!format.present(entry)) {
      long made = entries.isMarker(entry) ? copyHugetlbMarker(copy, entry) : entry;
      if (made != 0) {
        child.table().setPmd(address, made);
      }
      return;
    }
    int head = (int) format.pfn(entry);
    if (frames.is(head, Frames.ANON)) {
      memory.clearFolioFlags(head, Frames.EXCLUSIVE);
    }
    frames.mapPmd(head);
    child.countHugetlb(1);
    long made = entry;
    if (!vma.isShared()) {
      made = format.wrprotect(entry);
      parent.table().setPmd(address, made);
    }
    boolean clear =
        !copy.uffdWp()
            && (memory.behaviour.has(Trait.HUGETLB_FORK_FIXED)
                || !memory.behaviour.has(Trait.HUGETLB_FORK_HANDLES_UFFD_WP));
    child.table().setPmd(address, clear ? format.clearUffdWp(made) : made);
  }

  private long copyHugetlbMarker(Vma copy, long entry) {
    if (!memory.behaviour.has(Trait.HUGETLB_FORK_HANDLES_UFFD_WP)) {
      return 0;
    }
    return copy.uffdWp() || !entries.pteMarkerUffdWp(entry) ? copyMarker(copy, entry) : 0;
  }
}
