package workbench.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cells of this kernel, for history_request. There is one session, number 1. */
final class History {
  private static final int SESSION = 1;

  private record Entry(int line, String source, @Nullable String output) {}

  private final List<Entry> entries = new ArrayList<>();

  /**
   * Remembers a cell.
   *
   * @param line its execution count
   * @param output its result as text; null if it has none
   */
  void add(int line, String source, @Nullable String output) {
    entries.add(new Entry(line, source, output));
  }

  /** The reply to a request of the kinds tail, range and search. */
  ObjectNode reply(ObjectNode request) {
    List<Entry> found =
        switch (request.path("hist_access_type").asText()) {
          case "tail" -> last(entries, request);
          case "range" -> range(request);
          case "search" -> search(request);
          default -> List.of();
        };
    ObjectNode content = Replies.ok();
    ArrayNode history = content.putArray("history");
    boolean output = request.path("output").asBoolean();
    found.forEach(entry -> append(history.addArray(), entry, output));
    return content;
  }

  private static void append(ArrayNode tuple, Entry entry, boolean withOutput) {
    tuple.add(SESSION).add(entry.line());
    if (withOutput) {
      tuple.addArray().add(entry.source()).add(entry.output());
    } else {
      tuple.add(entry.source());
    }
  }

  private static List<Entry> last(List<Entry> found, ObjectNode request) {
    int n = request.path("n").asInt(found.size());
    return found.subList(Math.clamp(found.size() - (long) n, 0, found.size()), found.size());
  }

  /** Lines from start up to stop; session 0 is the current one, -1 the one before. */
  private List<Entry> range(ObjectNode request) {
    int session = request.path("session").asInt();
    if (session != 0 && session != SESSION) {
      return List.of();
    }
    int start = request.path("start").asInt();
    JsonNode stop = request.path("stop");
    int end = stop.isNumber() ? stop.asInt() : Integer.MAX_VALUE;
    return entries.stream().filter(e -> e.line() >= start && e.line() < end).toList();
  }

  private List<Entry> search(ObjectNode request) {
    Pattern pattern = glob(request.path("pattern").asText("*"));
    List<Entry> found =
        entries.stream().filter(entry -> pattern.matcher(entry.source()).matches()).toList();
    if (request.path("unique").asBoolean()) {
      Map<String, Entry> latest = new LinkedHashMap<>();
      for (Entry entry : found) {
        latest.remove(entry.source());
        latest.put(entry.source(), entry);
      }
      found = List.copyOf(latest.values());
    }
    return last(found, request);
  }

  /** A pattern of the shell: {@code *} any text, {@code ?} any character. */
  private static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
