package mm.scenario;

/**
 * One step of a script and what the kernel answered.
 *
 * @param action what was done: {@code write page 0}
 * @param answer what came of it: events first, then the outcome: {@code PF(W|WP), written}
 */
public record Step(String action, String answer) {
  /** As one line: {@code write page 0: PF(W|WP), written}. */
  @Override
  public String toString() {
    return action + ": " + answer;
  }
}
