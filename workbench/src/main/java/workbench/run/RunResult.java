package workbench.run;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import workbench.notebook.Notebook;

/**
 * One executed notebook.
 *
 * @param name file name without its ending
 * @param file where the executed copy is
 * @param claims the sentences it claims, with whether they hold
 * @param cellNanos wall time of each code cell, in their order
 * @param failure null if all went well
 */
public record RunResult(
    String name,
    Path file,
    Notebook notebook,
    List<Claim> claims,
    List<Long> cellNanos,
    @Nullable Failure failure) {
  /** A sentence, and whether it holds. */
  public record Claim(String sentence, boolean holds) {}

  /**
   * Where and why a notebook stopped.
   *
   * @param cell number of the code cell, from 1
   * @param line line of that cell, from 1
   */
  public record Failure(int cell, int line, String ename, String evalue, List<String> traceback) {}

  public long nanos() {
    return cellNanos.stream().mapToLong(Long::longValue).sum();
  }
}
