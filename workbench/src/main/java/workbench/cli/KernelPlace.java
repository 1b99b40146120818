package workbench.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import workbench.jupyter.DataFolders;
import workbench.jupyter.KernelSpec;
import workbench.run.UsageError;

/** Options that say which installation of Jupyter is meant. */
final class KernelPlace {
  /** At most one of them. */
  static final class Where {
    @Option(names = "--user", description = "For this user (default).")
    boolean user;

    @Option(
        names = "--sys-prefix",
        description =
            "For the active Python environment (VIRTUAL_ENV, CONDA_PREFIX, else python3).")
    boolean sysPrefix;

    @Option(names = "--prefix", paramLabel = "DIR", description = "For DIR/share/jupyter/kernels.")
    @Nullable Path prefix;
  }

  @ArgGroup private @Nullable Where where;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "mmlab",
      description = "What front ends call it by (default: ${DEFAULT-VALUE}).")
  private String name = "mmlab";

  /** The kernelspec that the options mean. */
  KernelSpec spec() {
    if (where != null && where.prefix != null) {
      return new KernelSpec(DataFolders.ofPrefix(where.prefix.toAbsolutePath()), name);
    }
    Path kernels =
        where != null && where.sysPrefix
            ? DataFolders.ofPrefix(pythonPrefix())
            : DataFolders.ofUser(System.getenv());
    return new KernelSpec(kernels, name);
  }

  private static Path pythonPrefix() {
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      String value = System.getenv(variable);
      if (value != null && !value.isEmpty()) {
        return Path.of(value);
      }
    }
    try {
      Process python = new ProcessBuilder("python3", "-c", "import sys; print(sys.prefix)").start();
      String prefix =
          new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!prefix.isEmpty()) {
        return Path.of(prefix);
      }
    } catch (IOException e) {
      throw new UsageError("--sys-prefix: cannot start python3: " + e.getMessage());
    }
    throw new UsageError("--sys-prefix: python3 names no prefix; say --prefix DIR");
  }
}
