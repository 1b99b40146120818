package workbench.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** One cell of a notebook; a view of its JSON. */
public final class Cell {
  private final ObjectNode json;

  Cell(ObjectNode json) {
    this.json = json;
  }

  public String id() {
    return json.path("id").asText();
  }

  public boolean isCode() {
    return json.path("cell_type").asText().equals("code");
  }

  public boolean isMarkdown() {
    return json.path("cell_type").asText().equals("markdown");
  }

  public String source() {
    return Multiline.read(json.path("source"));
  }

  public void setSource(String source) {
    json.set("source", Multiline.write(json, source));
  }

  /** Whether the cell has a tag. */
  public boolean hasTag(String tag) {
    for (JsonNode found : json.path("metadata").path("tags")) {
      if (found.asText().equals(tag)) {
        return true;
      }
    }
    return false;
  }

  /** The outputs as they are stored. */
  public ArrayNode outputs() {
    return (ArrayNode) json.get("outputs");
  }

  /** Forgets outputs and execution count. */
  public void clear() {
    json.putNull("execution_count");
    json.putArray("outputs");
  }

  public void setExecutionCount(int count) {
    json.put("execution_count", count);
  }

  public int executionCount() {
    return json.path("execution_count").asInt();
  }

  /** Adds text to a stream; text that follows on the same stream is one output. */
  public void addStream(String name, String text) {
    ArrayNode outputs = outputs();
    if (!outputs.isEmpty()) {
      ObjectNode last = (ObjectNode) outputs.get(outputs.size() - 1);
      if (last.path("output_type").asText().equals("stream")
          && last.path("name").asText().equals(name)) {
        last.set("text", Multiline.write(last, Multiline.read(last.path("text")) + text));
        return;
      }
    }
    ObjectNode output = outputs.addObject();
    output.put("name", name);
    output.put("output_type", "stream");
    output.set("text", Multiline.write(output, text));
  }

  /** Adds display_data. */
  public void addDisplay(Map<String, String> data) {
    ObjectNode output = outputs().addObject();
    setData(output, data);
    output.putObject("metadata");
    output.put("output_type", "display_data");
  }

  /** Adds the execute_result. */
  public void addResult(Map<String, String> data, int count) {
    ObjectNode output = outputs().addObject();
    setData(output, data);
    output.put("execution_count", count);
    output.putObject("metadata");
    output.put("output_type", "execute_result");
  }

  private static void setData(ObjectNode output, Map<String, String> data) {
    ObjectNode bundle = output.putObject("data");
    data.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> {
          boolean text = entry.getKey().startsWith("text/") || entry.getKey().endsWith("xml");
          if (text) {
            bundle.set(entry.getKey(), Multiline.write(bundle, entry.getValue()));
          } else {
            bundle.put(entry.getKey(), entry.getValue());
          }
        });
  }

  /** Adds an error. */
  public void addError(String ename, String evalue, List<String> traceback) {
    ObjectNode output = outputs().addObject();
    output.put("ename", ename);
    output.put("evalue", evalue);
    output.put("output_type", "error");
    ArrayNode lines = output.putArray("traceback");
    traceback.forEach(lines::add);
  }
}
