package workbench.cli;

import java.nio.file.Path;
import mm.config.Release;
import mm.trace.ModelKernels;
import workbench.display.Renderer;
import workbench.session.Evaluation;
import workbench.session.JavaSession;

/**
 * What the launcher runs once to train the ahead-of-time cache: a session with a few typical cells.
 */
final class WarmUp {
  private WarmUp() {}

  static void run() {
    try (JavaSession session = new JavaSession((stream, text) -> {})) {
      session.evaluate("int x = 1; x + 1");
      session.evaluate(
          "record R(String name, int n) {}\nList.of(new R(\"a\", 1)).stream().map(R::n).toList()");
      Evaluation evaluation =
          session.evaluate("for (int i = 0; i < 3; i++) System.out.println(i);\nnew int[] {1, 2}");
      Renderer.render(evaluation);
      session.evaluate("int broken = ;");
    }
    new ModelKernels(Release.V6_18).markerSwapType();
    Main.execute("params", Path.of("nowhere.ipynb").toString());
  }
}
