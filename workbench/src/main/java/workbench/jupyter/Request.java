package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request of a front end.
 *
 * @param channel what it came by
 * @param message what it says
 */
record Request(Channel channel, Message message) {
  /** Its msg_type. */
  String type() {
    return message.type();
  }

  /** Its content. */
  ObjectNode content() {
    return message.content();
  }
}
