package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import workbench.display.MimeBundle;

/** Mimebundles as content of messages. */
final class Bundles {
  private Bundles() {}

  /** Data and metadata of a bundle. */
  static ObjectNode content(MimeBundle bundle) {
    ObjectNode content = Wire.object();
    ObjectNode data = content.putObject("data");
    bundle.data().forEach(data::put);
    content.putObject("metadata");
    return content;
  }
}
