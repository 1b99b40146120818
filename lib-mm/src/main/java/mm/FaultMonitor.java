package mm;

/**
 * Reads the messages of userfaultfd descriptors, in the place of a monitor thread: it is called
 * when a message has been queued and reads it at once. It may call any ioctl of the descriptor.
 * Arguments are primitive so that a fault allocates nothing.
 */
public interface FaultMonitor {
  /**
   * A page fault message. If the monitor has resolved the fault (a waking ioctl over its address)
   * the access is made again when this returns; otherwise the thread stays asleep.
   *
   * @param flags UFFD_PAGEFAULT_FLAG_* of the message
   * @param address address in the message (page-aligned unless EXACT_ADDRESS)
   */
  void pagefault(Userfaultfd uffd, int flags, long address);

  /** UFFD_EVENT_FORK: {@code child} is the descriptor of the new process. */
  default void fork(Userfaultfd uffd, Userfaultfd child) {}

  /** UFFD_EVENT_REMAP, addresses and length in bytes. */
  default void remap(Userfaultfd uffd, long from, long to, long length) {}

  /** UFFD_EVENT_REMOVE of {@code [start, end)}. */
  default void remove(Userfaultfd uffd, long start, long end) {}

  /** UFFD_EVENT_UNMAP of {@code [start, end)}. */
  default void unmap(Userfaultfd uffd, long start, long end) {}
}
