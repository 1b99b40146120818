package workbench.display;

import java.awt.image.RenderedImage;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;

/**
 * Turns values into {@link MimeBundle}s: tables for collections of records and for maps, text for
 * the rest.
 */
public final class Renderer {
  /** Text longer than this is cut. */
  private static final int MAX_TEXT = 10_000;

  /** Elements of an array or a collection that are written out. */
  private static final int MAX_ELEMENTS = 100;

  private Renderer() {}

  /** What a value looks like. */
  public static MimeBundle render(Object value) {
    if (value instanceof Displayable displayable) {
      return displayable.bundle();
    }
    if (value instanceof MimeBundle bundle) {
      return bundle;
    }
    if (value instanceof RenderedImage image) {
      return Images.bundle(image);
    }
    if (value instanceof Record || isTable(value) || value instanceof Map<?, ?>) {
      return RecordTable.of(value).bundle();
    }
    return MimeBundle.text(cut(text(value)));
  }

  private static boolean isTable(Object value) {
    return value instanceof Collection<?> rows
        && !rows.isEmpty()
        && rows.stream().allMatch(row -> row instanceof Record || row instanceof Map<?, ?>);
  }

  private static String text(Object value) {
    if (value.getClass().isArray()) {
      int length = Array.getLength(value);
      StringBuilder text = new StringBuilder(value.getClass().getComponentType().getSimpleName());
      text.append('[').append(length).append("] {");
      for (int i = 0; i < Math.min(length, MAX_ELEMENTS); i++) {
        text.append(i == 0 ? " " : ", ").append(Array.get(value, i));
      }
      return text.append(length > MAX_ELEMENTS ? ", … }" : " }").toString();
    }
    return String.valueOf(value);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT
        ? text
        : text.substring(0, MAX_TEXT) + "… (" + text.length() + " characters)";
  }
}
