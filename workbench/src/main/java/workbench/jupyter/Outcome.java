package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import workbench.display.MimeBundle;
import workbench.display.Renderer;
import workbench.session.Evaluation;

/**
 * An evaluation as messages need it.
 *
 * @param result what to show; null if there is nothing
 * @param error the content of an error reply; null if all went well
 * @param warnings lines to tell the user
 */
record Outcome(@Nullable MimeBundle result, @Nullable ObjectNode error, List<String> warnings) {

  static Outcome of(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Done done -> of(done);
      case Evaluation.Failed failed -> failed(failed.ename(), failed.evalue(), failed.traceback());
    };
  }

  private static Outcome of(Evaluation.Done done) {
    if (done.value() == null) {
      return new Outcome(null, null, done.warnings());
    }
    try {
      return new Outcome(Renderer.render(done.value()), null, done.warnings());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A toString of the cell's own may throw anything.
      String ename = e.getClass().getSimpleName();
      String evalue = String.valueOf(e.getMessage());
      return failed(
          ename, evalue, List.of(ename + ": " + evalue, "  while the cell's value was drawn"));
    }
  }

  private static Outcome failed(String ename, String evalue, List<String> traceback) {
    return new Outcome(null, Replies.error(ename, evalue, traceback), List.of());
  }

  boolean succeeded() {
    return error == null;
  }

  /** The result as text; null if there is none. */
  @Nullable String text() {
    return result == null ? null : result.data().get(MimeBundle.TEXT);
  }
}
