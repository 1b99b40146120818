package mm.space;

import mm.abi.Access;
import mm.abi.Errno;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.PageTable;
import org.jspecify.annotations.Nullable;

/**
 * Loads, stores and the page faults they take: the hardware's walk, the architecture's fault entry
 * (do_user_addr_fault) and the dispatch of {@code mm/memory.c} (handle_mm_fault to
 * handle_pte_fault).
 */
public final class FaultHandler {
  /**
   * Rounds without any change of the entry after which a fault is endless: the model is
   * deterministic, so the next is like the last.
   */
  private static final int IDLE_ROUNDS = 4;

  /** Rounds in all, for refaults that go round in a circle. */
  private static final int MAX_ROUNDS = 64;

  private final AddressSpace mm;
  private final Memory memory;
  private final PteFormat format;
  private final AnonFault anonFault;
  private final FileFault fileFault;
  private final SwapFault swapFault;
  private final CowFault cowFault;
  private final HugeAnonFault hugeAnonFault;
  private final HugetlbFault hugetlbFault;

  FaultHandler(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.format = memory.format;
    this.anonFault = new AnonFault(mm);
    this.fileFault = new FileFault(mm);
    this.cowFault = new CowFault(mm);
    this.swapFault = new SwapFault(mm, this, cowFault);
    this.hugeAnonFault = new HugeAnonFault(mm);
    this.hugetlbFault = new HugetlbFault(mm);
  }

  /**
   * Makes the word at {@code address} loadable: {@link Tlb#hasLoad} is true if the result is OK.
   */
  public Access forLoad(FaultThread thread, long address) {
    return access(thread, address, false);
  }

  /**
   * Makes the word at {@code address} storable: {@link Tlb#hasStore} is true if the result is OK.
   */
  public Access forStore(FaultThread thread, long address) {
    return access(thread, address, true);
  }

  private Access access(FaultThread thread, long address, boolean write) {
    int idle = 0;
    for (int round = 0; idle < IDLE_ROUNDS && round < MAX_ROUNDS; round++) {
      Vma vma = mm.vmas().at(address);
      Access denied = permission(vma, write);
      if (denied != Access.OK) {
        return denied;
      }
      // A fault that slept goes through the handler once more, as the kernel's retry does: that
      // pass is what is counted.
      if (thread.retries() == 0 && translate(address, write)) {
        return Access.OK;
      }
      long before = entryAt(address);
      int result = userFault(thread, java.util.Objects.requireNonNull(vma), address, write);
      if ((result & VmFault.ERROR) != 0) {
        return signal(result);
      }
      if (thread.asleep()) {
        return Access.BLOCKED;
      }
      idle = entryAt(address) == before && (result & VmFault.RETRY) == 0 ? idle + 1 : 0;
    }
    return Access.HANG;
  }

  private static Access permission(@Nullable Vma vma, boolean write) {
    if (vma == null) {
      return Access.SIGSEGV_MAPERR;
    }
    boolean allowed = write ? vma.has(VmFlags.WRITE) : vma.has(VmFlags.ACCESS);
    return allowed ? Access.OK : Access.SIGSEGV_ACCERR;
  }

  private Access signal(int result) {
    if ((result & VmFault.OOM) != 0) {
      return Access.OOM_KILLED;
    }
    if ((result & VmFault.SIGSEGV) != 0) {
      return Access.SIGSEGV_MAPERR;
    }
    boolean machineCheck =
        (result & VmFault.HWPOISON) != 0 && memory.behaviour.has(Trait.MEMORY_FAILURE);
    return machineCheck ? Access.SIGBUS_MCEERR : Access.SIGBUS_ADRERR;
  }

  /**
   * One round: handle_mm_fault and its accounting. Errors and retries count nothing
   * (mm_account_fault).
   */
  private int userFault(FaultThread thread, Vma vma, long address, boolean write) {
    Fault fault = thread.fault();
    fault.begin(vma, address, write);
    int result = handleMmFault(fault);
    if ((result & VmFault.RETRY) != 0) {
      thread.countRetry();
    } else {
      if ((result & VmFault.ERROR) == 0) {
        boolean tried = thread.retries() > (memory.behaviour.has(Trait.PER_VMA_LOCK) ? 1 : 0);
        if (fault.isMajor() || (result & VmFault.MAJOR) != 0 || tried) {
          mm.majflt++;
        } else {
          mm.minflt++;
        }
      }
      thread.resetRetries();
    }
    return result;
  }

  /**
   * The hardware's walk: whether the access is allowed by the entries; sets their accessed and
   * dirty bits and fills the TLB.
   */
  private boolean translate(long address, boolean write) {
    PageTable table = mm.table();
    int pmdNode = table.pmdNode(address);
    if (pmdNode == 0) {
      return false;
    }
    long[] pmds = memory.tables.node(pmdNode);
    int i = PageTable.pmdIndex(address);
    long pmd = pmds[i];
    if (format.isTable(pmd)) {
      long[] ptes = memory.tables.node(format.tableNode(pmd));
      int j = PageTable.pteIndex(address);
      long pte = ptes[j];
      if (!allows(pte, write)) {
        return false;
      }
      ptes[j] = touched(pte, write);
      mm.tlb().fill(address, (int) format.pfn(pte), format.write(pte) && format.dirty(ptes[j]));
      return true;
    }
    if (!format.leaf(pmd) || !allows(pmd, write)) {
      return false;
    }
    pmds[i] = touched(pmd, write);
    int pfn = (int) format.pfn(pmd) + PageTable.pteIndex(address);
    mm.tlb().fill(address, pfn, format.write(pmd) && format.dirty(pmds[i]));
    return true;
  }

  private boolean allows(long entry, boolean write) {
    return format.present(entry) && !format.protnone(entry) && (!write || format.write(entry));
  }

  private long touched(long entry, boolean write) {
    long young = format.mkYoung(entry);
    return write ? format.mkDirty(young) : young;
  }

  /** The lowest entry there is for {@code address}: what a fault should have changed. */
  private long entryAt(long address) {
    long pmd = mm.table().pmd(address);
    return format.isTable(pmd) ? mm.table().pte(address) : pmd;
  }

  /** handle_mm_fault. */
  int handleMmFault(Fault fault) {
    memory.events.add(VmEvent.PGFAULT);
    if (fault.vma().isHugetlb()) {
      return hugetlbFault.handle(fault);
    }
    return handlePmd(fault);
  }

  /** __handle_mm_fault: what can be done at the PMD level. */
  private int handlePmd(Fault fault) {
    Vma vma = fault.vma();
    long address = fault.address();
    long pmd = mm.table().pmd(address);
    if (pmd == 0 && vma.isAnonymous() && hugeAnonFault.allowed(vma, address)) {
      int result = hugeAnonFault.missing(fault);
      if ((result & VmFault.FALLBACK) == 0) {
        return result;
      }
      pmd = mm.table().pmd(address);
    }
    if (pmd != 0 && !format.isTable(pmd)) {
      if (!fault.isWrite() || format.write(pmd)) {
        return 0;
      }
      int result = wpHugePmd(fault, pmd);
      if ((result & VmFault.FALLBACK) == 0) {
        return result;
      }
    }
    return handlePte(fault);
  }

  /** wp_huge_pmd. */
  private int wpHugePmd(Fault fault, long pmd) {
    Vma vma = fault.vma();
    if (!vma.isAnonymous()) {
      mm.thpSplit().splitPmd(vma, fault.address());
      return VmFault.FALLBACK;
    }
    if (vma.pteUffdWp(pmd)) {
      if (vma.wpAsync()) {
        mm.thpSplit().splitPmd(vma, fault.address());
        return VmFault.FALLBACK;
      }
      return hook(vma).handleUserfault(fault, VmFlags.UFFD_WP);
    }
    return hugeAnonFault.writeProtected(fault, pmd);
  }

  /** handle_pte_fault. */
  private int handlePte(Fault fault) {
    long[] ptes = mm.table().ptes(fault.address());
    fault.ptes = ptes;
    fault.origPte = ptes == null ? 0 : ptes[PageTable.pteIndex(fault.address())];
    long pte = fault.origPte;
    if (format.none(pte)) {
      return missing(fault);
    }
    if (!format.present(pte)) {
      return swapFault.handle(fault);
    }
    if (fault.isWrite() && !format.write(pte)) {
      return cowFault.writeProtected(fault);
    }
    return 0;
  }

  /** do_pte_missing: the entry is none, or a uffd-wp marker that the new entry inherits. */
  int missing(Fault fault) {
    return fault.vma().isAnonymous() ? anonFault.handle(fault) : fileFault.handle(fault);
  }

  static FaultHook hook(Vma vma) {
    FaultHook hook = vma.hook();
    if (hook == null) {
      throw new AssertionError(
          "registered VMA without a context, start=0x" + Long.toHexString(vma.start()));
    }
    return hook;
  }

  /**
   * madvise(MADV_POPULATE_READ or WRITE): faults every page in as get_user_pages would. The result
   * is then in the thread. A call that slept goes on where it was.
   */
  public Access populate(FaultThread thread, long start, long length, boolean write) {
    long at = thread.populateFrom(start);
    if (at == start) {
      thread.setPopulateHole(false);
    }
    while (at < start + length) {
      Vma vma = mm.vmas().at(at);
      if (vma == null) {
        int next = mm.vmas().firstEndingAbove(at);
        if (!memory.behaviour.has(Trait.POPULATE_SKIPS_HOLES) || next == mm.vmas().size()) {
          return populated(thread, -Errno.ENOMEM);
        }
        thread.setPopulateHole(true);
        at = mm.vmas().get(next).start();
        continue;
      }
      Access result = populateIn(thread, vma, at, write);
      if (result == Access.BLOCKED) {
        thread.populateSleepsAt(at);
      }
      if (result != Access.OK || thread.populateResult() != 0) {
        return result;
      }
      at = nextPage(vma, at);
    }
    return populated(thread, thread.populateHole() ? -Errno.ENOMEM : 0);
  }

  /** One page; an errno is in the thread then. */
  private Access populateIn(FaultThread thread, Vma vma, long at, boolean write) {
    if (permission(vma, write) != Access.OK) {
      return populated(thread, -Errno.EINVAL);
    }
    Access result = populatePage(thread, vma, at, write);
    if (result == Access.BLOCKED || result == Access.HANG) {
      return result;
    }
    return populated(thread, result == Access.OK ? 0 : populateErrno(thread, result));
  }

  private static Access populated(FaultThread thread, int result) {
    thread.setPopulateResult(result);
    return Access.OK;
  }

  private int populateErrno(FaultThread thread, Access result) {
    if (thread.lastHwpoison()) {
      return -Errno.EHWPOISON;
    }
    return result == Access.OOM_KILLED ? -Errno.ENOMEM : -Errno.EFAULT;
  }

  private long nextPage(Vma vma, long at) {
    return vma.isHugetlb() ? (at & -PageTable.PMD_SIZE) + PageTable.PMD_SIZE : at + 4096;
  }

  /** faultin_page until the page is there with the access wanted. */
  private Access populatePage(FaultThread thread, Vma vma, long address, boolean write) {
    int idle = 0;
    for (int round = 0; idle < IDLE_ROUNDS && round < MAX_ROUNDS; round++) {
      long entry = entryAt(address);
      if (allows(entry, write)) {
        if (write) {
          // FOLL_TOUCH of follow_page_pte.
          int pfn = (int) format.pfn(entry);
          memory.frames.set(memory.frames.head(pfn), Frames.DIRTY);
        }
        return Access.OK;
      }
      int result = userFault(thread, vma, address, write);
      thread.setLastHwpoison((result & VmFault.HWPOISON) != 0);
      if ((result & VmFault.ERROR) != 0) {
        return signal(result);
      }
      if (thread.asleep()) {
        return Access.BLOCKED;
      }
      idle = entryAt(address) == entry && (result & VmFault.RETRY) == 0 ? idle + 1 : 0;
    }
    return Access.HANG;
  }
}
