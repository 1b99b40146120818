package workbench.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing to show, in several forms (Jupyter's mimebundle). Text in {@code text/plain} is always
 * there; images are base64.
 *
 * @param data content by MIME type
 */
public record MimeBundle(Map<String, String> data) {
  public static final String TEXT = "text/plain";
  public static final String HTML = "text/html";
  public static final String PNG = "image/png";
  public static final String SVG = "image/svg+xml";

  public MimeBundle {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    if (!data.containsKey(TEXT)) {
      throw new IllegalArgumentException("a bundle needs text/plain: data=" + data.keySet());
    }
  }

  /** Plain text alone. */
  public static MimeBundle text(String text) {
    return new MimeBundle(Map.of(TEXT, text));
  }

  /** This bundle with one form more. */
  public MimeBundle with(String mimeType, String content) {
    Map<String, String> more = new LinkedHashMap<>(data);
    more.put(mimeType, content);
    return new MimeBundle(more);
  }
}
