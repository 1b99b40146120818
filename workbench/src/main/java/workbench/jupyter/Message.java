package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A message of the Jupyter protocol.
 *
 * @param identities where it came from or goes to (ZeroMQ routing frames); the topic on iopub
 * @param header msg_id, msg_type, session, username, date, version
 * @param parent the header of the request that caused it; empty if there is none
 * @param metadata about the content
 * @param content what it says
 */
public record Message(
    List<byte[]> identities,
    ObjectNode header,
    ObjectNode parent,
    ObjectNode metadata,
    ObjectNode content) {

  /** Its msg_type, such as {@code execute_request}. */
  public String type() {
    return header.path("msg_type").asText();
  }

  /** Its msg_id. */
  public String id() {
    return header.path("msg_id").asText();
  }

  /** The msg_id of the request that caused it; empty if there is none. */
  public String parentId() {
    return parent.path("msg_id").asText();
  }
}
