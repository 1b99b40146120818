package workbench.jupyter;

/** Front ends that are killed leave their kernels behind; this one goes with its parent. */
public final class ParentWatch {
  private ParentWatch() {}

  /**
   * Runs an action once a process has ended; at once if it is not there.
   *
   * @param pid as JPY_PARENT_PID says it
   */
  public static void whenGone(long pid, Runnable action) {
    ProcessHandle.of(pid).ifPresentOrElse(parent -> parent.onExit().thenRun(action), action);
  }
}
