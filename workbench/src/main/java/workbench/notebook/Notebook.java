package workbench.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A notebook of nbformat 4: its JSON, with what the format says and all that it does not say kept
 * as it is.
 */
public final class Notebook {
  private final ObjectNode json;

  Notebook(ObjectNode json) {
    this.json = json;
  }

  ObjectNode json() {
    return json;
  }

  /** A copy that shares nothing with this one. */
  public Notebook copy() {
    return new Notebook(json.deepCopy());
  }

  private ArrayNode cellArray() {
    return (ArrayNode) json.get("cells");
  }

  /** The cells in their order. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    cellArray().forEach(cell -> cells.add(new Cell((ObjectNode) cell)));
    return cells;
  }

  /** Puts a new code cell at {@code index}. */
  public Cell insertCode(int index, String id, String source, List<String> tags) {
    ObjectNode cell = json.objectNode();
    cell.put("cell_type", "code");
    cell.putNull("execution_count");
    cell.put("id", id);
    ArrayNode list = cell.putObject("metadata").putArray("tags");
    tags.forEach(list::add);
    cell.putArray("outputs");
    cell.putArray("source");
    Cell made = new Cell(cell);
    made.setSource(source);
    cellArray().insert(index, cell);
    return made;
  }

  /** Takes the cell at {@code index} out. */
  public void remove(int index) {
    cellArray().remove(index);
  }

  /** The notebook's metadata. */
  public ObjectNode metadata() {
    return (ObjectNode) json.get("metadata");
  }

  /** The text of the first heading, or an empty text. */
  public String title() {
    for (Cell cell : cells()) {
      if (!cell.isCode()) {
        for (String line : cell.source().split("\n")) {
          if (line.startsWith("# ")) {
            return line.substring(2).strip();
          }
        }
      }
    }
    return "";
  }
}
