package mm;

import mm.abi.Access;
import mm.space.FaultHandler;
import mm.space.FaultThread;

/** A thread of a modelled task. */
final class ModelThread implements UserThread {
  private final ModelTask task;
  private final FaultThread thread;
  private final FaultHandler faults;

  ModelThread(ModelTask task) {
    this.task = task;
    this.thread = task.mm().newThread();
    this.faults = task.mm().faults();
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public Access load(long address) {
    return thread.asleep() ? Access.BLOCKED : faults.load(thread, address);
  }

  @Override
  public Access store(long address, long value) {
    return thread.asleep() ? Access.BLOCKED : faults.store(thread, address, value);
  }

  @Override
  public long value() {
    return thread.value();
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
