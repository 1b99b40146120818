package mm;

import java.lang.foreign.MemorySegment;
import mm.abi.Access;

/**
 * A thread of a task that loads and stores. A thread that is {@link #asleep} does nothing until it
 * is woken.
 */
public interface UserThread {
  /** The task it belongs to. */
  Task task();

  /** Loads the 8 bytes at {@code address} (8-byte aligned) into {@link #value()}. */
  Access load(long address);

  /** Stores {@code value} into the 8 bytes at {@code address} (8-byte aligned). */
  Access store(long address, long value);

  /**
   * Loads {@code into.byteSize()} bytes from {@code address} on, both multiples of 4096, page by
   * page: what a system call that reads user memory does. Stops at the first page that cannot be
   * read.
   */
  Access load(long address, MemorySegment into);

  /** What the last {@link #load} that ended with {@link Access#OK} read. */
  long value();

  /**
   * madvise(MADV_POPULATE_READ or MADV_POPULATE_WRITE) over {@code [start, start + length)}. {@link
   * Access#OK} means that the call returned: its result, 0 or a negative errno, is then {@link
   * #populateResult()}. To go on after {@link Access#BLOCKED}, call it again with the same
   * arguments.
   */
  Access populate(long start, long length, boolean write);

  /** Result of the last populate call that returned: 0 or a negative errno. */
  int populateResult();

  /**
   * Whether it sleeps in handle_userfault and nobody has woken it yet. False again from the moment
   * of a wake-up.
   */
  boolean asleep();
}
