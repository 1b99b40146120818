package mm.abi;

/** How one load or store of a simulated thread ended. */
public enum Access {
  /** The access was made. */
  OK,
  /**
   * The thread sleeps in {@code handle_userfault}; the access has to be made again once the thread
   * is woken.
   */
  BLOCKED,
  /** SIGBUS with si_code BUS_ADRERR: past the end of the file, no huge page left, poisoned. */
  SIGBUS_ADRERR,
  /**
   * SIGBUS with si_code BUS_MCEERR_AR: a hardware-poisoned page, on kernels with
   * CONFIG_MEMORY_FAILURE.
   */
  SIGBUS_MCEERR,
  /** SIGSEGV with si_code SEGV_MAPERR: nothing is mapped there, or a guard region. */
  SIGSEGV_MAPERR,
  /** SIGSEGV with si_code SEGV_ACCERR: the mapping forbids the access. */
  SIGSEGV_ACCERR,
  /** No memory is left, in RAM or swap: the OOM killer ends the task. */
  OOM_KILLED,
  /**
   * The fault never ends: the page table is as it was after each round of it (an endless refault).
   */
  HANG
}
