package mm.trace;

import mm.Task;
import mm.Userfaultfd;
import org.jspecify.annotations.Nullable;

/** A process of a trace while it is replayed: its task, toucher, descriptor and regions. */
final class TracedProcess {
  private final int number;
  private final Task task;
  private final Toucher toucher;
  private final long[] bases;
  private final long[] pages;
  private @Nullable Userfaultfd descriptor;

  /** The first process, which has no region yet. */
  TracedProcess(Task task, int regions) {
    this(0, task, new long[regions], new long[regions]);
  }

  private TracedProcess(int number, Task task, long[] bases, long[] pages) {
    this.number = number;
    this.task = task;
    this.toucher = new Toucher(task.thread());
    this.bases = bases;
    this.pages = pages;
  }

  /** A child with the same regions at the same addresses. */
  TracedProcess child(int childNumber, Task childTask) {
    return new TracedProcess(childNumber, childTask, bases.clone(), pages.clone());
  }

  int number() {
    return number;
  }

  Task task() {
    return task;
  }

  Toucher toucher() {
    return toucher;
  }

  @Nullable Userfaultfd descriptor() {
    return descriptor;
  }

  void descriptor(@Nullable Userfaultfd value) {
    descriptor = value;
  }

  /** Address of a region's page 0. */
  long base(int region) {
    return bases[region];
  }

  /** Length, in pages, that the last successful map or mremap gave a region. */
  long pages(int region) {
    return pages[region];
  }

  void place(int region, long base, long length) {
    bases[region] = base;
    pages[region] = length;
  }

  long address(Action.Range range) {
    return bases[range.region()] + range.offset();
  }
}
