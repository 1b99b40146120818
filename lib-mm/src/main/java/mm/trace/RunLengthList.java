package mm.trace;

/** A row of tokens in which n equal neighbours are written once as {@code token*n}. */
final class RunLengthList {
  private final StringBuilder text = new StringBuilder();
  private String last = "";
  private long count;

  void add(String token) {
    if (count > 0 && !last.equals(token)) {
      flush();
    }
    last = token;
    count++;
  }

  boolean isEmpty() {
    return count == 0 && text.isEmpty();
  }

  /** Gives the row so far and starts a new one. */
  String take() {
    flush();
    String row = text.toString();
    text.setLength(0);
    return row;
  }

  private void flush() {
    if (count == 0) {
      return;
    }
    text.append(text.isEmpty() ? "" : " ").append(last);
    if (count > 1) {
      text.append('*').append(count);
    }
    count = 0;
  }
}
