package workbench.jupyter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages as they stand on the wire: identities, the delimiter, the signature, then header, parent
 * header, metadata and content as JSON. Further frames (binary buffers) are taken and ignored.
 */
public final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Signer signer;

  /**
   * @param key the shared secret; empty if messages are not signed
   */
  public Wire(String key) {
    signer = new Signer(key);
  }

  /** An empty JSON object. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** The frames of a message. */
  public List<byte[]> encode(Message message) {
    List<byte[]> json =
        List.of(
            bytes(message.header()),
            bytes(message.parent()),
            bytes(message.metadata()),
            bytes(message.content()));
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(signer.sign(json).getBytes(StandardCharsets.US_ASCII));
    frames.addAll(json);
    return frames;
  }

  /**
   * The message in these frames.
   *
   * @throws BadMessage if there is none, or its signature is wrong
   */
  public Message decode(List<byte[]> frames) throws BadMessage {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    if (frames.size() < delimiter + 6) {
      throw new BadMessage("frames without delimiter, signature and four parts");
    }
    List<byte[]> json = frames.subList(delimiter + 2, delimiter + 6);
    if (!signer.verifies(frames.get(delimiter + 1), json)) {
      throw new BadMessage("a wrong signature");
    }
    return new Message(
        List.copyOf(frames.subList(0, delimiter)),
        read(json.get(0)),
        read(json.get(1)),
        read(json.get(2)),
        read(json.get(3)));
  }

  private static byte[] bytes(ObjectNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  private static ObjectNode read(byte[] frame) throws BadMessage {
    try {
      if (JSON.readTree(frame) instanceof ObjectNode node) {
        return node;
      }
    } catch (IOException e) {
      throw new BadMessage("a part that is no JSON: " + e.getMessage());
    }
    throw new BadMessage("a part that is no JSON object");
  }
}
