package workbench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import workbench.jupyter.ConnectionFile;
import workbench.jupyter.Kernel;
import workbench.jupyter.ParentWatch;

/** {@code mmlab kernel start}. */
@Command(
    name = "start",
    description = "Starts the kernel; Jupyter does this.",
    mixinStandardHelpOptions = true)
final class KernelStartCommand implements Callable<Integer> {
  @Option(
      names = "--connection-file",
      paramLabel = "FILE",
      required = true,
      description = "Where the kernel listens, as Jupyter wrote it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path connectionFile;

  @Override
  public Integer call() {
    Kernel kernel = new Kernel(ConnectionFile.read(connectionFile), folder());
    String parent = System.getenv("JPY_PARENT_PID");
    if (parent != null && parent.matches("[1-9]\\d{0,17}")) {
      ParentWatch.whenGone(Long.parseLong(parent), kernel::close);
    }
    kernel.run();
    return 0;
  }

  /** Where products of cells go: a notebook of the project has the project's folders. */
  private static Path folder() {
    Path current = Path.of("").toAbsolutePath().normalize();
    return current.equals(Main.home().resolve("notebooks")) ? Main.home() : current;
  }
}
