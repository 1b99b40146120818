package workbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import workbench.notebook.NotebookFile;
import workbench.report.Report;

/** {@code mmlab report}. */
@Command(
    name = "report",
    description = "Makes the report of the project's notebooks out of their stored outputs.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the pages go. Default: reports.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    List<Report.Page> pages = new ArrayList<>();
    for (Path file : RunCommand.all(Main.home().resolve("notebooks"))) {
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.ipynb$", "");
      pages.add(new Report.Page(name, NotebookFile.read(file), -1, "as stored"));
    }
    Path folder = out == null ? Main.home().resolve("reports") : out;
    Report.write(folder, pages);
    System.out.println("report: " + folder.resolve("index.html"));
    return 0;
  }
}
