package workbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import workbench.report.Report;
import workbench.run.Folders;
import workbench.run.RunResult;
import workbench.run.Runner;
import workbench.run.UsageError;

/** {@code mmlab run}. */
@Command(
    name = "run",
    description = {
      "Executes notebooks.",
      "Without arguments: all of the project's, in place, with their CSV files, charts and reports."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NOTEBOOK",
      arity = "0..*",
      description = "Notebook files; all of notebooks/ if there are none.")
  private List<Path> notebooks = new ArrayList<>();

  @Option(
      names = "-p",
      paramLabel = "NAME=VALUE",
      description = "A parameter; the results go to a folder of their own.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the results go. Default: out/NAME with parameters, else in place.")
  private @Nullable Path out;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long one cell may take.")
  private @Nullable Integer timeoutSeconds;

  @Override
  public Integer call() {
    if (timeoutSeconds != null && timeoutSeconds <= 0) {
      throw new UsageError(
          "a time-out is a positive number of seconds: --timeout " + timeoutSeconds);
    }
    List<Path> files = notebooks.isEmpty() ? all(Main.home().resolve("notebooks")) : notebooks;
    Duration timeout = timeoutSeconds == null ? null : Duration.ofSeconds(timeoutSeconds);
    List<Report.Page> pages = new ArrayList<>();
    int exit = 0;
    Folders last = Folders.ofProject(Main.home());
    for (Path file : files) {
      last = folders(file);
      RunResult result = new Runner(last, new Progress(), timeout).run(file, parameters);
      pages.add(page(result));
      if (result.failure() != null) {
        System.err.println(failureLine(file, result.failure()));
        exit = Main.FAILED;
      }
    }
    Report.write(last.reports(), pages);
    System.out.println("report: " + last.reports().resolve("index.html"));
    return exit;
  }

  private static String failureLine(Path file, RunResult.Failure failure) {
    return "error: %s: cell %d, line %d: %s: %s"
        .formatted(file, failure.cell(), failure.line(), failure.ename(), failure.evalue());
  }

  static Report.Page page(RunResult result) {
    long held = result.claims().stream().filter(RunResult.Claim::holds).count();
    String summary =
        result.failure() == null
            ? held + (held == 1 ? " claim holds" : " claims hold")
            : "failed in cell " + result.failure().cell();
    return new Report.Page(result.name(), result.notebook(), result.nanos() / 1e9, summary);
  }

  static List<Path> all(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UsageError("there is no folder " + folder + ": name the notebooks to run");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    } catch (IOException e) {
      throw new UsageError("cannot read " + folder + ": " + e.getMessage());
    }
  }

  /**
   * The project's notebooks run in place if nothing is changed about them; all else goes aside,
   * never over what is committed.
   */
  private Folders folders(Path file) {
    if (out != null) {
      return Folders.under(out);
    }
    Folders project = Folders.ofProject(Main.home());
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (parameters.isEmpty() && project.notebooks().equals(folder)) {
      return project;
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ipynb$", "");
    return Folders.under(Path.of("out").resolve(name));
  }
}
