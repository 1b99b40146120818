package workbench.run;

/**
 * The user asked for something that cannot be done; the message says what, where, and how to mend
 * it.
 */
public final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UsageError(String message) {
    super(message);
  }
}
