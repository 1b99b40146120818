package mm.uffd;

import static mm.abi.Uffd.*;

import java.util.Arrays;
import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Memory;
import mm.space.AddressSpace;
import mm.space.Fault;
import mm.space.FaultHook;
import mm.space.FaultThread;
import mm.space.VmFault;
import mm.space.VmFlags;
import mm.space.Vma;
import mm.table.Entries;
import mm.table.PageTable;
import org.jspecify.annotations.Nullable;

/**
 * A userfaultfd (struct userfaultfd_ctx in {@code fs/userfaultfd.c}): its features, and the threads
 * that sleep on it.
 */
public final class UffdContext implements FaultHook {
  private final AddressSpace mm;
  private final long features;
  private final Memory memory;
  private @Nullable UffdListener listener;
  private FaultThread[] waiting = new FaultThread[4];
  private int waitingCount;
  private boolean released;

  public UffdContext(AddressSpace mm, long features) {
    this.mm = mm;
    this.features = features;
    this.memory = mm.memory();
  }

  public AddressSpace mm() {
    return mm;
  }

  public long features() {
    return features;
  }

  public void setListener(UffdListener newListener) {
    listener = newListener;
  }

  private boolean has(long feature) {
    return (features & feature) != 0;
  }

  @Override
  public int handleUserfault(Fault fault, int reason) {
    if (has(FEATURE_SIGBUS)) {
      return VmFault.SIGBUS;
    }
    if (released) {
      return VmFault.RETRY;
    }
    if (!mustWait(fault, reason)) {
      return VmFault.RETRY;
    }
    count(reason);
    FaultThread thread = fault.thread();
    thread.sleep(fault.realAddress());
    if (waitingCount == waiting.length) {
      waiting = Arrays.copyOf(waiting, waitingCount * 2);
    }
    waiting[waitingCount++] = thread;
    if (listener != null) {
      listener.pagefault(messageFlags(fault, reason), messageAddress(fault));
    }
    return VmFault.RETRY;
  }

  private void count(int reason) {
    memory.events.add(
        reason == VmFlags.UFFD_WP
            ? VmEvent.UFFD_WP
            : reason == VmFlags.UFFD_MINOR ? VmEvent.UFFD_MINOR : VmEvent.UFFD_MISSING);
  }

  private static int messageFlags(Fault fault, int reason) {
    int flags = fault.isWrite() ? PAGEFAULT_FLAG_WRITE : 0;
    if (reason == VmFlags.UFFD_WP) {
      flags |= PAGEFAULT_FLAG_WP;
    }
    return reason == VmFlags.UFFD_MINOR ? flags | PAGEFAULT_FLAG_MINOR : flags;
  }

  private long messageAddress(Fault fault) {
    if (has(FEATURE_EXACT_ADDRESS)) {
      return fault.realAddress();
    }
    return fault.vma().isHugetlb() ? fault.address() & -PageTable.PMD_SIZE : fault.address();
  }

  /**
   * userfaultfd_must_wait and its hugetlb relative: whether the fault is still there now that the
   * message is queued.
   */
  private boolean mustWait(Fault fault, int reason) {
    PteFormat format = memory.format;
    long entry = mm.table().pmd(fault.address());
    if (format.none(entry)) {
      return true;
    }
    boolean pte = format.isTable(entry);
    long leaf = pte ? mm.table().pte(fault.address()) : entry;
    if (noneMostly(leaf)) {
      return true;
    }
    return format.present(leaf) && reason == VmFlags.UFFD_WP && !format.write(leaf);
  }

  private boolean noneMostly(long entry) {
    Entries entries = memory.entries;
    return memory.behaviour.has(Trait.CORE_HANDLES_MARKERS)
        ? entries.pteNoneMostly(entry)
        : memory.format.none(entry);
  }

  /**
   * wake_userfault: wakes those who sleep in {@code [start, end)}. They run when their caller runs
   * them.
   */
  public void wake(long start, long end) {
    int kept = 0;
    for (int i = 0; i < waitingCount; i++) {
      FaultThread thread = waiting[i];
      if (thread.sleepAddress() >= start && thread.sleepAddress() < end) {
        thread.wake();
      } else {
        waiting[kept++] = thread;
      }
    }
    Arrays.fill(waiting, kept, waitingCount, null);
    waitingCount = kept;
  }

  /**
   * userfaultfd_release: every VMA of the context loses its registration; whoever sleeps is woken.
   */
  public void close() {
    released = true;
    for (Vma vma : mm.vmas().overlapping(0, Long.MAX_VALUE)) {
      if (vma.hook() == this) {
        if (vma.uffdWp()) {
          resetPtes(vma);
        }
        vma.setRegistration(null, 0);
        mm.mappings().mergeAround(vma);
      }
    }
    wake(0, Long.MAX_VALUE);
  }

  private void resetPtes(Vma vma) {
    if (memory.behaviour.has(Trait.CLOSE_RESETS_PTES)) {
      mm.protect().uffdWpRange(vma, vma.start(), vma.end(), false);
    } else {
      memory.noteLeftoverWpBits();
    }
  }

  public boolean released() {
    return released;
  }

  @Override
  public boolean wpAsync() {
    return has(FEATURE_WP_ASYNC);
  }

  @Override
  public boolean wpUnpopulated() {
    return has(FEATURE_WP_UNPOPULATED);
  }

  @Override
  public boolean wantsFork() {
    return has(FEATURE_EVENT_FORK);
  }

  @Override
  public boolean wantsRemap() {
    return has(FEATURE_EVENT_REMAP);
  }

  @Override
  public FaultHook forkInto(AddressSpace child) {
    UffdContext made = new UffdContext(child, features);
    if (listener != null) {
      made.setListener(listener.childListener(made));
    }
    return made;
  }

  @Override
  public void forked(FaultHook child) {
    if (listener != null) {
      listener.fork((UffdContext) child);
    }
  }

  @Override
  public void remapped(long from, long to, long length) {
    if (listener != null) {
      listener.remap(from, to, length);
    }
  }

  @Override
  public void removed(long start, long end) {
    if (listener != null && has(FEATURE_EVENT_REMOVE)) {
      listener.remove(start, end);
    }
  }

  @Override
  public void unmapped(long start, long end) {
    if (listener != null && has(FEATURE_EVENT_UNMAP)) {
      listener.unmap(start, end);
    }
  }
}
