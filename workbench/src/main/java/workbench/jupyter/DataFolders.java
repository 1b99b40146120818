package workbench.jupyter;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where Jupyter looks for kernels. */
public final class DataFolders {
  private DataFolders() {}

  /**
   * Kernels of this user, by Jupyter's own rules.
   *
   * @param environment environment variables
   */
  public static Path ofUser(Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home"));
    return ofUser(environment, home, System.getProperty("os.name")).resolve("kernels");
  }

  static Path ofUser(Map<String, String> environment, Path home, String system) {
    String own = environment.get("JUPYTER_DATA_DIR");
    if (own != null && !own.isEmpty()) {
      return Path.of(own);
    }
    String os = system.toLowerCase(Locale.ROOT);
    if (os.startsWith("mac")) {
      return home.resolve("Library/Jupyter");
    }
    if (os.startsWith("windows")) {
      String roaming = environment.get("APPDATA");
      return (roaming == null ? home.resolve("AppData/Roaming") : Path.of(roaming))
          .resolve("jupyter");
    }
    String data = environment.get("XDG_DATA_HOME");
    return (data == null || data.isEmpty() ? home.resolve(".local/share") : Path.of(data))
        .resolve("jupyter");
  }

  /** Kernels of an installation, such as a Python environment. */
  public static Path ofPrefix(Path prefix) {
    return prefix.resolve("share/jupyter/kernels");
  }
}
