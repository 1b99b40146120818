package mm.space;

/**
 * What a VMA asks of the userfaultfd that it is registered with. Implemented by the layer above
 * ({@code fs/userfaultfd.c}). Events are read by the monitor at once: the calls return when the
 * system call that raised them may go on.
 */
public interface FaultHook {
  /**
   * handle_userfault.
   *
   * @param reason one of {@link VmFlags#UFFD_MISSING}, {@link VmFlags#UFFD_WP}, {@link
   *     VmFlags#UFFD_MINOR}
   * @return {@link VmFault} bits
   */
  int handleUserfault(Fault fault, int reason);

  /** UFFD_FEATURE_WP_ASYNC. */
  boolean wpAsync();

  /** UFFD_FEATURE_WP_UNPOPULATED, which WP_ASYNC implies. */
  boolean wpUnpopulated();

  /** UFFD_FEATURE_EVENT_FORK. */
  boolean wantsFork();

  /** UFFD_FEATURE_EVENT_REMAP. */
  boolean wantsRemap();

  /** dup_userfaultfd: the context of the child. Only if {@link #wantsFork}. */
  FaultHook forkInto(AddressSpace child);

  /** dup_userfaultfd_complete: tells the monitor of the child. */
  void forked(FaultHook child);

  /** mremap_userfaultfd_complete. */
  void remapped(long from, long to, long length);

  /** userfaultfd_remove: nothing if EVENT_REMOVE is off. */
  void removed(long start, long end);

  /** userfaultfd_unmap_complete: nothing if EVENT_UNMAP is off. */
  void unmapped(long start, long end);
}
