package mm.trace;

import mm.trace.Policy.Change;
import mm.trace.Policy.Minor;
import mm.trace.Policy.Missing;
import mm.trace.Policy.Wp;

/** Reads {@code policy}: {@code missing=}, {@code wp=} and {@code minor=}, later ones win. */
final class PolicyParser {
  private static final String COPY = "missing=copy:";
  private static final String COPY_WP = "missing=copy-wp:";

  private PolicyParser() {}

  static Action parse(Line line) {
    line.expect(2, 4);
    Change change = Change.EMPTY;
    for (int i = 1; i < line.size(); i++) {
      change = change(line, i, change);
    }
    return new Action.SetPolicy(change);
  }

  private static Change change(Line line, int i, Change change) {
    String token = line.token(i);
    if (token.startsWith(COPY)) {
      return change.missing(Missing.COPY, line.numberAfter(COPY, i));
    }
    if (token.startsWith(COPY_WP)) {
      return change.missing(Missing.COPY_WP, line.numberAfter(COPY_WP, i));
    }
    return switch (token) {
      case "missing=none" -> change.missing(Missing.NONE, 0);
      case "missing=zero" -> change.missing(Missing.ZERO, 0);
      case "missing=poison" -> change.missing(Missing.POISON, 0);
      case "wp=none" -> change.wp(Wp.NONE);
      case "wp=unprotect" -> change.wp(Wp.UNPROTECT);
      case "minor=none" -> change.minor(Minor.NONE);
      case "minor=continue" -> change.minor(Minor.CONTINUE);
      case "minor=continue-wp" -> change.minor(Minor.CONTINUE_WP);
      case "minor=poison" -> change.minor(Minor.POISON);
      default -> throw line.badArgument(token);
    };
  }
}
