package mm;

import java.lang.foreign.MemorySegment;
import mm.abi.Access;
import mm.space.FaultHandler;
import mm.space.FaultThread;
import mm.space.Tlb;

/** A thread of a modelled task. Accesses that the software TLB knows never leave this class. */
final class ModelThread implements UserThread {
  private final ModelTask task;
  private final FaultThread thread;
  private final FaultHandler faults;
  private final Tlb tlb;
  private long value;

  ModelThread(ModelTask task) {
    this.task = task;
    this.thread = task.mm().newThread();
    this.faults = task.mm().faults();
    this.tlb = task.mm().tlb();
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public Access load(long address) {
    if (!tlb.hasLoad(address)) {
      Access result = forLoad(address);
      if (result != Access.OK) {
        return result;
      }
    }
    value = tlb.load(address);
    return Access.OK;
  }

  private Access forLoad(long address) {
    return thread.asleep() ? Access.BLOCKED : faults.forLoad(thread, address);
  }

  @Override
  public Access store(long address, long newValue) {
    if (!tlb.hasStore(address)) {
      Access result = forStore(address);
      if (result != Access.OK) {
        return result;
      }
    }
    tlb.store(address, newValue);
    return Access.OK;
  }

  private Access forStore(long address) {
    return thread.asleep() ? Access.BLOCKED : faults.forStore(thread, address);
  }

  @Override
  public Access load(long address, MemorySegment into) {
    for (long offset = 0; offset < into.byteSize(); offset += 4096) {
      Access result = load(address + offset);
      if (result != Access.OK) {
        return result;
      }
      tlb.copyPage(address + offset, into, offset);
    }
    return Access.OK;
  }

  @Override
  public long value() {
    return value;
  }

  @Override
  public Access populate(long start, long length, boolean write) {
    return thread.asleep() ? Access.BLOCKED : faults.populate(thread, start, length, write);
  }

  @Override
  public int populateResult() {
    return thread.populateResult();
  }

  @Override
  public boolean asleep() {
    return thread.asleep();
  }
}
