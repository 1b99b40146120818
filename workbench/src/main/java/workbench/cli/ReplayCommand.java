package workbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mm.config.Release;
import mm.trace.ModelKernels;
import mm.trace.Replay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import workbench.run.UsageError;

/** {@code mmlab replay}. */
@Command(
    name = "replay",
    description = "Replays traces (.mmt) on the modelled kernel.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Traces, or with --check folders of them.")
  private List<Path> files = List.of();

  @Option(
      names = "--check",
      description = "Compare with the .log beside each trace; exit code 1 if any differs.")
  private boolean check;

  @Option(names = "--out", paramLabel = "DIR", description = "Write each log to DIR/NAME.log.")
  private @Nullable Path out;

  @Option(
      names = "--release",
      paramLabel = "RELEASE",
      description = "The kernel: 5.18, 5.19, 6.1, 6.12, 6.18. Default: ${DEFAULT-VALUE}.")
  private String release = "6.18";

  @Option(names = "--json", description = "With --check: the result for machines.")
  private boolean json;

  @Override
  public Integer call() {
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new UsageError("no such trace: " + file);
      }
    }
    Replay replay = new Replay(new ModelKernels(Release.of(release)));
    if (check) {
      return replay.check(files, json, System.out);
    }
    if (out != null) {
      return replay.writeLogs(files, out, System.err);
    }
    if (files.size() > 1 || Files.isDirectory(files.get(0))) {
      throw new UsageError(
          "one log fits on the screen: name --out DIR for more, or --check to compare");
    }
    return replay.print(files.get(0), System.out);
  }
}
