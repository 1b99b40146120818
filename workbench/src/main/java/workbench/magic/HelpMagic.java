package workbench.magic;

import java.util.List;

/** {@code %help}. */
final class HelpMagic implements Magic {
  private static final String LIBRARY =
      """

      Everything else is Java; the value of the last expression is shown.
        table(rows)  chart(rows).bars(...)  csv(rows, name)  display(value)
        claim(sentence, holds)  progress(what, fraction)  input(name)
        Machine.x86_64().boot().spawn("app")   a process on a modelled kernel
      """;

  private final Magics magics;

  HelpMagic(Magics magics) {
    this.magics = magics;
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public List<String[]> usage() {
    return List.<String[]>of(new String[] {"%help", "this text"});
  }

  @Override
  public List<Step> steps(Chunk.Magic call) {
    List<String[]> usage = magics.usage();
    int width = usage.stream().mapToInt(line -> line[0].length()).max().orElse(0);
    StringBuilder text = new StringBuilder("Magics, each on a line of its own:\n");
    for (String[] line : usage) {
      text.append("  ").append(line[0]).append(" ".repeat(width - line[0].length() + 2));
      text.append(line[1]).append('\n');
    }
    return List.of(new Step.Print(text.append(LIBRARY).toString()));
  }
}
