package workbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import workbench.jupyter.KernelSpec;
import workbench.run.UsageError;

/** {@code mmlab kernel install}. */
@Command(
    name = "install",
    description = "Makes the kernel known to Jupyter.",
    mixinStandardHelpOptions = true)
final class KernelInstallCommand implements Runnable {
  @Mixin private KernelPlace place = new KernelPlace();

  @Override
  public void run() {
    Path launcher = Main.home().resolve("mmlab");
    if (!Files.isExecutable(launcher)) {
      throw new UsageError(
          "there is no launcher at " + launcher + ": install the kernel with ./mmlab itself");
    }
    KernelSpec spec = place.spec();
    spec.install(launcher);
    System.out.println("installed: " + spec.folder());
  }
}
