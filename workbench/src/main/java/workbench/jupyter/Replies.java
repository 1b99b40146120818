package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Contents that several replies have in common. */
final class Replies {
  private Replies() {}

  /** A content that says that all went well. */
  static ObjectNode ok() {
    return Wire.object().put("status", "ok");
  }

  /** A content that says what went wrong; also that of an error message on iopub. */
  static ObjectNode error(String ename, String evalue, List<String> traceback) {
    ObjectNode content =
        Wire.object().put("status", "error").put("ename", ename).put("evalue", evalue);
    ArrayNode lines = content.putArray("traceback");
    traceback.forEach(lines::add);
    return content;
  }
}
