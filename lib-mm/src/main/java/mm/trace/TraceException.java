package mm.trace;

/** A bad trace: what is wrong and in which line. Nothing of such a trace is carried out. */
public final class TraceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String text;

  /**
   * @param line line number in the file, from 1
   * @param text what is wrong there
   */
  public TraceException(int line, String text) {
    super("error: line " + line + ": " + text);
    this.line = line;
    this.text = text;
  }

  /** Line number in the file, from 1; the number of lines plus 1 if the header is missing. */
  public int line() {
    return line;
  }

  /** What is wrong, without the line. */
  public String text() {
    return text;
  }
}
