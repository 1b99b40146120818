package workbench.magic;

/** A part of a cell: Java, or one magic. */
public sealed interface Chunk {
  /** The line of the cell that it begins at, from 1. */
  int line();

  /** Java, perhaps many snippets. */
  record Java(String source, int line) implements Chunk {}

  /**
   * {@code %NAME ARGUMENT}, or {@code %%NAME ARGUMENT} with the rest of the cell.
   *
   * @param argument the rest of its line, without blanks at its ends
   * @param body the lines below a {@code %%} magic; empty for a {@code %} magic
   * @param ofCell whether it is a {@code %%} magic
   */
  record Magic(String name, String argument, int line, String body, boolean ofCell)
      implements Chunk {
    /** How it is written. */
    String written() {
      return (ofCell ? "%%" : "%") + name;
    }
  }
}
