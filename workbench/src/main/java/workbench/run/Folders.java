package workbench.run;

import java.nio.file.Path;

/**
 * Where a run puts what it makes.
 *
 * @param notebooks executed notebooks
 * @param datasets CSV files
 * @param plots charts
 * @param reports HTML pages
 */
public record Folders(Path notebooks, Path datasets, Path plots, Path reports) {
  /** The project's own folders: its notebooks are executed in place. */
  public static Folders ofProject(Path home) {
    return new Folders(
        home.resolve("notebooks"),
        home.resolve("datasets"),
        home.resolve("plots"),
        home.resolve("reports"));
  }

  /** All in one folder of its own. */
  public static Folders under(Path out) {
    return new Folders(out, out.resolve("datasets"), out.resolve("plots"), out.resolve("reports"));
  }
}
