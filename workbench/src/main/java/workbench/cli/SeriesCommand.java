package workbench.cli;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import mm.config.Patch;
import mm.scenario.AblationStep;
import mm.scenario.Witness;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import workbench.display.RecordTable;

/** {@code mmlab series}. */
@Command(
    name = "series",
    description =
        "Lists the 23 patches of the series, or explains one: what it changes, and its witness with"
            + " and without it.",
    mixinStandardHelpOptions = true)
final class SeriesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NUMBER", arity = "0..1", description = "A patch, 1 to 23.")
  private @Nullable Integer number;

  /** A row of the list. */
  record Row(int patch, String subject, String kind, String requires) {}

  @Override
  public Integer call() {
    if (number == null) {
      System.out.println(
          RecordTable.of(Arrays.stream(Patch.values()).map(SeriesCommand::row).toList()).text());
      return 0;
    }
    return explain(Patch.number(number));
  }

  private static Row row(Patch patch) {
    String requires =
        patch.requires().stream()
            .map(Patch::number)
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
    return new Row(
        patch.number(),
        patch.subject(),
        patch.kind().toString().toLowerCase(java.util.Locale.ROOT),
        requires);
  }

  private static int explain(Patch patch) {
    System.out.println(patch.headline());
    System.out.println(patch.change());
    Witness witness = Witness.of(patch).orElse(null);
    if (witness == null) {
      System.out.println(
          "It changes no behaviour of its own: it is seen through the patches that stand on it.");
      return 0;
    }
    System.out.println();
    System.out.println(RecordTable.of(AblationStep.of(witness)).text());
    System.out.println();
    System.out.println("with the series: " + (witness.withSeries().holds() ? "holds" : "fails"));
    System.out.println(
        "without patch "
            + patch.number()
            + ": "
            + (witness.withoutPatch().holds() ? "holds" : "fails"));
    return 0;
  }
}
