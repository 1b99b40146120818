package mm;

import java.lang.foreign.MemorySegment;

/**
 * A userfaultfd descriptor whose UFFDIO_API handshake is done. Ranges are bytes. Calls that return
 * {@code int} give 0 or a negative errno. Calls that return a count of bytes give what the kernel
 * writes into the out field of the ioctl's struct: the bytes done, or a negative errno if none
 * were; a count below the length asked for means that the ioctl failed with EAGAIN.
 */
public interface Userfaultfd {
  /** The task whose address space it serves. */
  Task task();

  /** The features that are active. */
  long features();

  /**
   * Who reads its messages; null: messages are queued and faulting threads sleep. A forked
   * descriptor inherits it.
   */
  void monitor(@org.jspecify.annotations.Nullable FaultMonitor monitor);

  /**
   * UFFDIO_REGISTER: the mask of ioctls that the range offers (bits of {@link mm.abi.Uffd}), or a
   * negative errno.
   */
  long register(long start, long length, int mode);

  /** UFFDIO_UNREGISTER. */
  int unregister(long start, long length);

  /** UFFDIO_WAKE. */
  int wake(long start, long length);

  /** UFFDIO_COPY out of {@code src}, which holds {@code length} bytes: bytes done. */
  long copy(long dst, MemorySegment src, long length, int mode);

  /**
   * UFFDIO_COPY of pages that are zero but for their first 8 bytes: {@code firstWord} in the first
   * page (of the mapping's page size), {@code firstWord + 1} in the second and so on.
   */
  long copyWords(long dst, long firstWord, long length, int mode);

  /** UFFDIO_ZEROPAGE: bytes done. */
  long zeropage(long start, long length, int mode);

  /** UFFDIO_CONTINUE: bytes done. */
  long continueRange(long start, long length, int mode);

  /** UFFDIO_WRITEPROTECT. */
  int writeprotect(long start, long length, int mode);

  /** UFFDIO_POISON: bytes done. */
  long poison(long start, long length, int mode);

  /** UFFDIO_MOVE: bytes done. */
  long move(long dst, long src, long length, int mode);

  /**
   * Closes the descriptor: everything registered with it is released, and all who sleep are woken.
   */
  void close();
}
