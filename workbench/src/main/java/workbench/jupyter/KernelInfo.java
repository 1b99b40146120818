package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What kernel_info_request is told. */
final class KernelInfo {
  private KernelInfo() {}

  static ObjectNode reply() {
    String java = Runtime.version().toString();
    ObjectNode content =
        Replies.ok()
            .put("protocol_version", Outbox.PROTOCOL)
            .put("implementation", "mmlab")
            .put("implementation_version", Version.current())
            .put("banner", "mmlab " + Version.current() + ", Java " + java)
            .put("debugger", false);
    content
        .putObject("language_info")
        .put("name", "java")
        .put("version", java)
        .put("mimetype", "text/x-java-source")
        .put("file_extension", ".jshell")
        .put("pygments_lexer", "java")
        .put("codemirror_mode", "text/x-java");
    content
        .putArray("help_links")
        .addObject()
        .put("text", "JShell")
        .put("url", "https://docs.oracle.com/en/java/javase/25/jshell/");
    return content;
  }
}
