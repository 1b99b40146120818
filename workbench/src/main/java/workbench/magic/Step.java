package workbench.magic;

import java.nio.file.Path;
import java.util.List;

/** What a magic makes the session do. */
public sealed interface Step {
  /** Prints text. */
  record Print(String text) implements Step {}

  /** Puts jars and folders of classes on the class path of later cells. */
  record ClassPath(List<Path> paths) implements Step {}

  /**
   * Evaluates the text of a file, which may have magics of its own.
   *
   * @param name what messages call the file
   * @param cells its parts, evaluated one after the other
   */
  record Load(String name, List<Part> cells) implements Step {}

  /**
   * One part of a file.
   *
   * @param name what messages call it: the file, and the cell if it is a notebook
   */
  record Part(String name, String source) {}

  /**
   * Evaluates Java and says how long it took.
   *
   * @param line the line of the cell that it begins at, from 1
   */
  record Time(String source, int line) implements Step {}
}
