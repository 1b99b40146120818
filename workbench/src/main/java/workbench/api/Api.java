package workbench.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import workbench.display.MimeBundle;
import workbench.display.RecordTable;
import workbench.display.Renderer;

/** What a cell calls without any import. */
public final class Api {
  private Api() {}

  /**
   * A table of records, maps or values; shown if it is the last value of the cell, or by {@link
   * #display}.
   */
  public static RecordTable table(Object rows) {
    return RecordTable.of(rows);
  }

  /** A chart over rows of records or maps; {@link Chart} says how. */
  public static Chart chart(Collection<?> rows) {
    return new Chart(RecordTable.of(rows));
  }

  /** Writes {@code datasets/NAME.csv}, and gives the rows as a table. */
  public static RecordTable csv(Collection<?> rows, String name) {
    RecordTable table = RecordTable.of(rows);
    Products.write(CellContext.current().datasets(), name + ".csv", table.csv());
    return table;
  }

  /** A file or folder of the project's {@code datasets/}, to read. */
  public static Path input(String name) {
    Path path = Path.of(System.getProperty("mmlab.home", ".")).resolve("datasets").resolve(name);
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("the project has no such dataset: name=" + name);
    }
    return path;
  }

  /** Shows a value at once, whatever the cell's own value is. */
  public static void display(Object value) {
    CellContext.current().display(Renderer.render(value));
  }

  /**
   * Shows content of a given kind at once.
   *
   * @param mimeType such as {@code text/html}
   * @param content text, or base64 of binary content
   */
  public static void display(String mimeType, String content) {
    MimeBundle bundle =
        mimeType.equals(MimeBundle.TEXT)
            ? MimeBundle.text(content)
            : MimeBundle.text("(" + mimeType + ")").with(mimeType, content);
    CellContext.current().display(bundle);
  }

  /**
   * A sentence that the notebook claims.
   *
   * @throws ClaimFailed if it does not hold: the notebook fails there
   */
  public static void claim(String sentence, boolean holds) {
    CellContext.current().claim(sentence, holds);
    System.out.println((holds ? "holds: " : "FAILS: ") + sentence);
    if (!holds) {
      throw new ClaimFailed(sentence);
    }
  }

  /** Says how far a long cell has come, {@code fraction} from 0 to 1. */
  public static void progress(String what, double fraction) {
    CellContext.current().progress(what, fraction);
  }
}
