package mm.scenario;

import java.util.List;

/**
 * What a witness said about a kernel.
 *
 * @param witness who
 * @param kernel which kernel, in words
 * @param steps everything that was done and answered
 */
public record Verdict(Witness witness, String kernel, List<Step> steps) {
  /** Whether every telling step was answered as with the whole series. */
  public boolean holds() {
    return witness.telling().stream()
        .allMatch(telling -> answered(telling.action(), telling.with()));
  }

  /** Whether the kernel went wrong. */
  public boolean fails() {
    return !holds();
  }

  /** Whether every telling step was answered as it is without the patch, and so for its reason. */
  public boolean failsAsForetold() {
    return fails()
        && witness.telling().stream()
            .allMatch(telling -> answered(telling.action(), telling.without()));
  }

  /**
   * The answer to the last step of that name.
   *
   * @throws IllegalArgumentException if the script has no such step
   */
  public String answer(String action) {
    return steps.reversed().stream()
        .filter(step -> step.action().equals(action))
        .map(Step::answer)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such step: action=" + action));
  }

  private boolean answered(String action, String answer) {
    return answer(action).equals(answer);
  }

  /** One line for tables. */
  @Override
  public String toString() {
    return "patch "
        + witness.patch().number()
        + " on "
        + kernel
        + (holds() ? ": holds" : ": fails");
  }
}
