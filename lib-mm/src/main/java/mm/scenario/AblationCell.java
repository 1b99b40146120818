package mm.scenario;

import java.util.ArrayList;
import java.util.List;
import mm.Machine;
import mm.MachineConfig;
import mm.config.Patch;
import mm.config.Release;
import mm.config.Series;

/**
 * One cell of the ablation matrix: what a witness says of a kernel that lacks a patch.
 *
 * @param missing number of the patch that was left out
 * @param witness number of the patch that the witness speaks for
 * @param holds whether the witness finds everything as with the whole series
 */
public record AblationCell(int missing, int witness, boolean holds) {
  /**
   * Every witness on every kernel with one patch of behaviour left out, row by row. A row that
   * fails in one place only is a patch that stands for itself; one that fails in many is what
   * others stand on.
   *
   * @param release 6.1 or later, so that all witnesses can run
   * @throws IllegalArgumentException if it is older
   */
  public static List<AblationCell> matrix(Release release) {
    List<Witness> witnesses = Witness.all();
    for (Witness witness : witnesses) {
      if (!release.atLeast(witness.release())) {
        throw new IllegalArgumentException(
            "the witness of patch %d needs %s or later: release=%s"
                .formatted(witness.patch().number(), witness.release(), release));
      }
    }
    List<AblationCell> cells = new ArrayList<>();
    for (Series series : Series.v8().ablations()) {
      MachineConfig config = Machine.x86_64().release(release).series(series);
      Patch missing = series.missing().iterator().next();
      for (Witness witness : witnesses) {
        boolean holds = witness.on(config).holds();
        cells.add(new AblationCell(missing.number(), witness.patch().number(), holds));
      }
    }
    return cells;
  }
}
