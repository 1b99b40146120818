package workbench.notebook;

/** A file that is no notebook; the message may be shown as it is. */
public final class BadNotebook extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadNotebook(String message) {
    super(message);
  }
}
