package workbench.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import workbench.notebook.BadNotebook;
import workbench.run.UsageError;

/**
 * The command line of mmlab. Exit codes: 0 all is well, 1 something that was run did not hold, 2 it
 * could not be run.
 */
@Command(
    name = "mmlab",
    description = "A notebook workbench for Linux memory management.",
    subcommands = {
      RunCommand.class,
      ParamsCommand.class,
      ReplayCommand.class,
      ReportCommand.class,
      FuzzCommand.class,
      SeriesCommand.class,
      KernelCommand.class
    },
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {
  static final int FAILED = 1;
  static final int UNUSABLE = 2;

  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--warm-up")) {
      WarmUp.run();
      return;
    }
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((exception, command, result) -> {
      System.err.println("error: " + sentence(exception));
      return UNUSABLE;
    });
    line.setParameterExceptionHandler((exception, rest) -> {
      System.err.println("error: " + exception.getMessage());
      System.err.println(
          "see: mmlab "
              + (rest.length > 0 && !rest[0].startsWith("-") ? rest[0] + " " : "")
              + "--help");
      return UNUSABLE;
    });
    return line.execute(arguments);
  }

  /**
   * What went wrong, for people. Errors of the program itself keep their trace: they are ours to
   * mend.
   */
  private static String sentence(Exception exception) {
    if (exception instanceof UsageError
        || exception instanceof BadNotebook
        || exception instanceof IllegalArgumentException
        || exception instanceof UncheckedIOException) {
      return String.valueOf(exception.getMessage());
    }
    return "this is a bug of mmlab, please report it: "
        + exception
        + Arrays.stream(exception.getStackTrace())
            .limit(3)
            .map(f -> "\n  at " + f)
            .reduce("", String::concat);
  }

  /** The folder of the project: where the launcher stands, or the folder of the caller. */
  static Path home() {
    return Path.of(System.getProperty("mmlab.home", ".")).toAbsolutePath().normalize();
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
