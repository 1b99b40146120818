package mm.scenario;

import java.util.List;
import mm.Kernel;

/**
 * A script that asks kernels a question.
 *
 * @param name short, in words
 * @param setting what the kernel has to have
 * @param script the steps
 */
public record Scenario(String name, Setting setting, Script script) {
  /** The steps, done on a {@link Stage} that writes down every answer. */
  @FunctionalInterface
  public interface Script {
    /** Does the steps. */
    void play(Stage stage);
  }

  /** Runs it on {@code kernel}, which should be freshly booted, and returns what it answered. */
  public List<Step> on(Kernel kernel) {
    Stage stage = new Stage(kernel);
    script.play(stage);
    return stage.steps();
  }
}
