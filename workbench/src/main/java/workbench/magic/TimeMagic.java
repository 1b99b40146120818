package workbench.magic;

import java.util.List;

/** {@code %time STATEMENT} and {@code %%time}: how long it took. */
final class TimeMagic implements Magic {
  @Override
  public String name() {
    return "time";
  }

  @Override
  public List<String[]> usage() {
    return List.of(
        new String[] {"%time EXPR", "runs it and says how long it took"},
        new String[] {"%%time", "first in a cell: says how long the cell took"});
  }

  @Override
  public boolean takesCell() {
    return true;
  }

  @Override
  public List<Step> steps(Chunk.Magic call) {
    if (!call.ofCell() && call.argument().isEmpty()) {
      throw new MagicError(
          "%time needs an expression: %time EXPR; for a whole cell write %%time first in it");
    }
    if (!call.ofCell()) {
      return List.of(new Step.Time(call.argument(), call.line()));
    }
    // The argument stands in the line of the magic, so that line numbers stay those of the cell.
    return List.of(new Step.Time(call.argument() + "\n" + call.body(), call.line()));
  }
}
