package mm.trace;

import mm.trace.Action.Range;

/** Reads {@code raw}: userfaultfd calls whose offsets, lengths and modes may be any number. */
final class RawParser {
  private RawParser() {}

  static Action parse(Line line) {
    line.expect(5, 8);
    return switch (line.token(1)) {
      case "register" -> new Action.Register(range(line, 6), line.number(5));
      case "unregister" -> new Action.Unregister(range(line, 5));
      case "wake" -> new Action.Wake(range(line, 5));
      case "copy" -> new Action.Copy(range(line, 7), line.number(5), line.number(6));
      case "zeropage" -> new Action.Zeropage(range(line, 6), line.number(5));
      case "continue" -> new Action.Continue(range(line, 6), line.number(5));
      case "wp" -> new Action.WriteProtect(range(line, 6), line.number(5));
      case "poison" -> new Action.Poison(range(line, 6), line.number(5));
      case "move" ->
          new Action.Move(range(line, 8), line.number(5), line.region(6), line.number(7));
      default -> throw line.badArgument(line.token(1));
    };
  }

  private static Range range(Line line, int tokens) {
    line.expect(tokens, tokens);
    return new Range(line.region(2), line.number(3), line.number(4), 1);
  }
}
