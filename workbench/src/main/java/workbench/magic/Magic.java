package workbench.magic;

import java.util.List;

/** One magic. */
interface Magic {
  /** Its name, without the percent sign. */
  String name();

  /** Ways to write it, each with what it does. */
  List<String[]> usage();

  /** Whether it may be written with two percent signs. */
  default boolean takesCell() {
    return false;
  }

  /**
   * What the session has to do.
   *
   * @throws MagicError if it cannot do what it is asked for
   */
  List<Step> steps(Chunk.Magic call);
}
