package workbench.session;

/** What {@code System.exit} means in a cell: the cell ends with an error, the session lives on. */
public final class CellExit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private CellExit(int status) {
    super("a cell called System.exit(" + status + "); the session goes on");
  }

  /** Called in the place of {@code System.exit}. */
  public static void exit(int status) {
    throw new CellExit(status);
  }
}
