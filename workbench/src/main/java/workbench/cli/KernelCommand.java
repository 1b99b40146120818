package workbench.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mmlab kernel}. */
@Command(
    name = "kernel",
    description = "The Jupyter kernel: install it once, then choose \"Java (mmlab)\" in Jupyter.",
    subcommands = {
      KernelInstallCommand.class,
      KernelUninstallCommand.class,
      KernelStartCommand.class
    },
    mixinStandardHelpOptions = true)
final class KernelCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "mmlab kernel needs a command: install, uninstall or start");
  }
}
