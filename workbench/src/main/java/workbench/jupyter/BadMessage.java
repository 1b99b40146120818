package workbench.jupyter;

/** Frames that are no message of this session: unsigned, wrongly signed, or no JSON. */
public final class BadMessage extends Exception {
  private static final long serialVersionUID = 1;

  BadMessage(String message) {
    super(message);
  }
}
