package workbench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import mm.Backing;
import mm.config.Release;
import mm.fuzz.Fuzz;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import workbench.display.RecordTable;
import workbench.run.UsageError;

/** {@code mmlab fuzz}. */
@Command(
    name = "fuzz",
    description = {
      "Runs random programs on the model and recomputes everything it counts after every"
          + " operation.",
      "Exit code 1 and a minimised trace if one breaks it."
    },
    mixinStandardHelpOptions = true)
final class FuzzCommand implements Callable<Integer> {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the first program. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--ops",
      paramLabel = "M",
      description = "Operations of a program. Default: ${DEFAULT-VALUE}.")
  private int operations = 60;

  @Option(
      names = "--count",
      paramLabel = "K",
      description = "Programs for each release and memory. Default: ${DEFAULT-VALUE}.")
  private int count = 100;

  @Option(names = "--release", paramLabel = "RELEASE", description = "One release. Default: all.")
  private @Nullable String release;

  @Option(
      names = "--memory",
      paramLabel = "KIND",
      description =
          "One kind of memory: anon, shmem, shmem-private, hugetlb, hugetlb-private. Default: all.")
  private @Nullable String memory;

  /** A row of the table. */
  record Row(
      String release, String memory, long programs, long operations, long hangs, String result) {}

  @Override
  public Integer call() {
    if (operations < 1 || operations > 10_000 || count < 1) {
      throw new UsageError(
          "--ops is 1 to 10000 and --count at least 1: --ops " + operations + " --count " + count);
    }
    List<Release> releases =
        release == null ? Arrays.asList(Release.values()) : List.of(Release.of(release));
    List<Backing> kinds =
        memory == null ? Arrays.asList(Backing.values()) : List.of(Backing.of(memory));
    List<Row> rows = new ArrayList<>();
    List<Fuzz.Failure> failures = new ArrayList<>();
    long start = System.nanoTime();
    for (Release one : releases) {
      for (Backing kind : kinds) {
        Fuzz.Result result = Fuzz.run(one, kind, seed, operations, count);
        Fuzz.Failure failure = result.failure();
        if (failure != null) {
          failures.add(failure);
        }
        String verdict =
            failure == null ? "ok" : "seed " + failure.seed() + ": " + failure.reason();
        rows.add(
            new Row(
                result.release(),
                result.memory(),
                result.programs(),
                result.operations(),
                result.hangs(),
                verdict));
      }
    }
    System.out.println(RecordTable.of(rows).text());
    long all = rows.stream().mapToLong(Row::operations).sum();
    System.out.printf(
        "%d operations, each checked, in %d s%n", all, (System.nanoTime() - start) / 1_000_000_000);
    failures.forEach(failure ->
        System.out.printf(
            "%n# seed %d: %s%n%s", failure.seed(), failure.reason(), failure.trace()));
    return failures.isEmpty() ? 0 : Main.FAILED;
  }
}
