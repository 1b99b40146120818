package workbench.jupyter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import workbench.session.Completions;

/**
 * Handles complete_request, inspect_request and is_complete_request. The protocol counts positions
 * in code points, Java in {@code char}s.
 */
final class Assistance {
  private final Completions completions;

  Assistance(Completions completions) {
    this.completions = completions;
  }

  ObjectNode complete(ObjectNode request) {
    String code = request.path("code").asText();
    Completions.Matches found = completions.complete(code, cursor(request, code));
    ObjectNode content =
        Replies.ok()
            .put("cursor_start", code.codePointCount(0, found.start()))
            .put("cursor_end", code.codePointCount(0, found.end()));
    ArrayNode matches = content.putArray("matches");
    found.texts().forEach(matches::add);
    content.putObject("metadata");
    return content;
  }

  ObjectNode inspect(ObjectNode request) {
    String code = request.path("code").asText();
    List<Completions.Documentation> found = completions.document(code, cursor(request, code));
    ObjectNode content = Replies.ok().put("found", !found.isEmpty());
    ObjectNode data = content.putObject("data");
    if (!found.isEmpty()) {
      boolean all = request.path("detail_level").asInt() > 0;
      data.put("text/plain", Javadoc.text(found, all));
    }
    content.putObject("metadata");
    return content;
  }

  ObjectNode isComplete(ObjectNode request) {
    Completions.Completeness found = completions.isComplete(request.path("code").asText());
    return Wire.object()
        .put("status", found.status().name().toLowerCase(Locale.ROOT))
        .put("indent", found.indent());
  }

  private static int cursor(ObjectNode request, String code) {
    int points = code.codePointCount(0, code.length());
    int position = Math.clamp(request.path("cursor_pos").asInt(points), 0, points);
    return code.offsetByCodePoints(0, position);
  }
}
