package workbench.session;

/** What a session tells while a cell runs. */
public interface SessionListener {
  /**
   * The cell has printed.
   *
   * @param stream {@code stdout} or {@code stderr}
   */
  void stream(String stream, String text);
}
