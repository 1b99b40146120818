package workbench.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import workbench.jupyter.KernelSpec;

/** {@code mmlab kernel uninstall}. */
@Command(
    name = "uninstall",
    description = "Takes the kernel out of Jupyter again.",
    mixinStandardHelpOptions = true)
final class KernelUninstallCommand implements Runnable {
  @Mixin private KernelPlace place = new KernelPlace();

  @Override
  public void run() {
    KernelSpec spec = place.spec();
    spec.uninstall();
    System.out.println("uninstalled: " + spec.folder());
  }
}
