package mm.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a witness, answered by the whole series and by the series without its patch.
 *
 * @param step what was done
 * @param with the answer of the whole series
 * @param without the answer if the patch is left out
 * @param differs whether these are not the same
 */
public record AblationStep(String step, String with, String without, boolean differs) {
  /** Plays {@code witness} on both kernels, in the oldest release that can run it. */
  public static List<AblationStep> of(Witness witness) {
    List<Step> with = witness.withSeries().steps();
    List<Step> without = witness.withoutPatch().steps();
    List<AblationStep> rows = new ArrayList<>();
    for (int i = 0; i < with.size(); i++) {
      rows.add(of(with.get(i), without.get(i)));
    }
    return rows;
  }

  private static AblationStep of(Step with, Step without) {
    if (!with.action().equals(without.action())) {
      throw new AssertionError("a script does the same on every kernel: " + with + ", " + without);
    }
    boolean differs = !with.answer().equals(without.answer());
    return new AblationStep(with.action(), with.answer(), without.answer(), differs);
  }
}
