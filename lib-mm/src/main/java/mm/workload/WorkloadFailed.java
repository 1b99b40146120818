package mm.workload;

/** A workload could not go on: the kernel below it has lost something. */
public final class WorkloadFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  WorkloadFailed(String message) {
    super(message);
  }
}
