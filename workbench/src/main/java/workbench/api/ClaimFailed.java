package workbench.api;

/** A claim of a notebook does not hold. */
public final class ClaimFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ClaimFailed(String sentence) {
    super(sentence);
  }
}
