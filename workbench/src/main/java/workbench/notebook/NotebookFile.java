package workbench.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads and writes notebook files the way Jupyter does: one space of indentation, sorted keys, a
 * line end at the end.
 */
public final class NotebookFile {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  private NotebookFile() {}

  /**
   * Reads a notebook of nbformat 4; cells without an id get one by their place.
   *
   * @throws BadNotebook with a sentence that says what is wrong, and where
   */
  public static Notebook read(Path file) {
    JsonNode json;
    try {
      json = MAPPER.readTree(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new BadNotebook("no such notebook: " + file);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new BadNotebook(
          "%s is not JSON: line %d: %s"
              .formatted(file, at == null ? 0 : at.getLineNr(), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new BadNotebook("cannot read " + file + ": " + e.getMessage());
    }
    return checked(file, json);
  }

  private static Notebook checked(Path file, JsonNode json) {
    if (!(json instanceof ObjectNode root)
        || !root.path("cells").isArray()
        || root.path("nbformat").asInt() != 4) {
      throw new BadNotebook(file + " is no notebook of nbformat 4");
    }
    if (!root.path("metadata").isObject()) {
      root.putObject("metadata");
    }
    root.put("nbformat_minor", Math.max(5, root.path("nbformat_minor").asInt()));
    Set<String> ids = new HashSet<>();
    int number = 0;
    for (JsonNode node : root.get("cells")) {
      number++;
      if (!(node instanceof ObjectNode cell)
          || !cell.hasNonNull("cell_type")
          || !cell.has("source")) {
        throw new BadNotebook(file + ": cell " + number + " has no cell_type or no source");
      }
      String id = cell.path("id").asText();
      if (id.isEmpty() || !ids.add(id)) {
        id = "cell-" + number;
        cell.put("id", id);
        ids.add(id);
      }
      if (!cell.path("metadata").isObject()) {
        cell.putObject("metadata");
      }
      if (cell.path("cell_type").asText().equals("code") && !cell.path("outputs").isArray()) {
        cell.putArray("outputs");
        cell.putNull("execution_count");
      }
    }
    return new Notebook(root);
  }

  /** The text of the file that holds the notebook. */
  public static byte[] bytes(Notebook notebook) {
    try {
      Object sorted = MAPPER.treeToValue(notebook.json(), Object.class);
      return (MAPPER.writer(printer()).writeValueAsString(sorted) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static PrettyPrinter printer() {
    var indenter = new DefaultIndenter(" ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
