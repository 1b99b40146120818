package mm.uffd;

/**
 * Who reads the messages of a context. Called when a message has been queued; it may call any ioctl
 * of the context.
 */
public interface UffdListener {
  /** UFFD_EVENT_PAGEFAULT with its flags and address. */
  void pagefault(int flags, long address);

  /** The context of a forked child, before {@link #fork}: gives who reads that one. */
  UffdListener childListener(UffdContext child);

  /** UFFD_EVENT_FORK. */
  void fork(UffdContext child);

  /** UFFD_EVENT_REMAP. */
  void remap(long from, long to, long length);

  /** UFFD_EVENT_REMOVE. */
  void remove(long start, long end);

  /** UFFD_EVENT_UNMAP. */
  void unmap(long start, long end);
}
