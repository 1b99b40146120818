package mm;

import java.lang.foreign.MemorySegment;
import mm.abi.VmEvent;
import mm.uffd.Fill;
import mm.uffd.Move;
import mm.uffd.PageFiller;
import mm.uffd.Registration;
import mm.uffd.UffdContext;
import mm.uffd.UffdListener;
import mm.uffd.WriteProtect;
import org.jspecify.annotations.Nullable;

/** A descriptor of the model: the ioctls, and the messages handed to the monitor. */
final class ModelUserfaultfd implements Userfaultfd, UffdListener {
  private final ModelTask task;
  private final UffdContext context;
  private final Registration registration;
  private final Fill fill;
  private final WriteProtect writeProtect;
  private final Move move;
  private @Nullable FaultMonitor monitor;

  ModelUserfaultfd(ModelTask task, UffdContext context) {
    this.task = task;
    this.context = context;
    this.registration = new Registration(context);
    this.fill = new Fill(context);
    this.writeProtect = new WriteProtect(context);
    this.move = new Move(context);
    context.setListener(this);
  }

  UffdContext context() {
    return context;
  }

  private void syscall() {
    task.mm().memory().events.add(VmEvent.SYSCALL);
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public long features() {
    return context.features();
  }

  @Override
  public void monitor(@Nullable FaultMonitor newMonitor) {
    monitor = newMonitor;
  }

  @Override
  public long register(long start, long length, int mode) {
    syscall();
    return registration.register(start, length, mode);
  }

  @Override
  public int unregister(long start, long length) {
    syscall();
    return registration.unregister(start, length);
  }

  @Override
  public int wake(long start, long length) {
    syscall();
    return registration.wake(start, length);
  }

  @Override
  public long copy(long dst, MemorySegment src, long length, int mode) {
    syscall();
    return fill.copy(dst, PageFiller.of(src), length, mode);
  }

  @Override
  public long copyWords(long dst, long firstWord, long length, int mode) {
    syscall();
    return fill.copy(dst, PageFiller.ofWords(firstWord), length, mode);
  }

  @Override
  public long zeropage(long start, long length, int mode) {
    syscall();
    return fill.zeropage(start, length, mode);
  }

  @Override
  public long continueRange(long start, long length, int mode) {
    syscall();
    return fill.continueRange(start, length, mode);
  }

  @Override
  public int writeprotect(long start, long length, int mode) {
    syscall();
    return writeProtect.run(start, length, mode);
  }

  @Override
  public long poison(long start, long length, int mode) {
    syscall();
    return fill.poison(start, length, mode);
  }

  @Override
  public long move(long dst, long src, long length, int mode) {
    syscall();
    return move.run(dst, src, length, mode);
  }

  @Override
  public void close() {
    syscall();
    if (!context.released()) {
      context.close();
      task.forget(this);
    }
  }

  @Override
  public void pagefault(int flags, long address) {
    if (monitor != null) {
      monitor.pagefault(this, flags, address);
    }
  }

  @Override
  public UffdListener childListener(UffdContext child) {
    ModelUserfaultfd made = new ModelUserfaultfd(task.forking(), child);
    made.monitor = monitor;
    task.forking().remember(made);
    return made;
  }

  @Override
  public void fork(UffdContext child) {
    if (monitor != null) {
      monitor.fork(this, task.forking().descriptor(child));
    }
  }

  @Override
  public void remap(long from, long to, long length) {
    if (monitor != null) {
      monitor.remap(this, from, to, length);
    }
  }

  @Override
  public void remove(long start, long end) {
    if (monitor != null) {
      monitor.remove(this, start, end);
    }
  }

  @Override
  public void unmap(long start, long end) {
    if (monitor != null) {
      monitor.unmap(this, start, end);
    }
  }
}
