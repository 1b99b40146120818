package workbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import workbench.display.RecordTable;
import workbench.notebook.NotebookFile;

/** {@code mmlab params}. */
@Command(
    name = "params",
    description = "Lists the parameters of a notebook.",
    mixinStandardHelpOptions = true)
final class ParamsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NOTEBOOK", description = "A notebook file.")
  private Path notebook = Path.of("");

  @Override
  public Integer call() {
    List<workbench.run.Parameters.Parameter> parameters =
        workbench.run.Parameters.of(NotebookFile.read(notebook));
    System.out.println(
        parameters.isEmpty() ? notebook + " has no parameters" : RecordTable.of(parameters).text());
    return 0;
  }
}
