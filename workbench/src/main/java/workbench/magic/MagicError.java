package workbench.magic;

/** A magic that cannot work; the message says what, and how to mend it. */
public final class MagicError extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MagicError(String message) {
    super(message);
  }
}
