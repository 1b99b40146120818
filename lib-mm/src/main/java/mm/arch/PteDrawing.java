package mm.arch;

import java.util.List;

/** Draws the fields of a word as a box with bit positions on top and names below the values. */
final class PteDrawing {

  private PteDrawing() {}

  static String draw(List<PteField> fields) {
    StringBuilder bits = new StringBuilder(" ");
    StringBuilder edge = new StringBuilder("+");
    StringBuilder values = new StringBuilder("|");
    StringBuilder names = new StringBuilder("|");
    for (PteField field : fields) {
      String range = range(field);
      int width = Math.max(Math.max(range.length(), field.hex().length()), field.name().length());
      bits.append(centre(range, width)).append(' ');
      edge.append("-".repeat(width)).append('+');
      values.append(centre(field.hex(), width)).append('|');
      names.append(centre(field.name(), width)).append('|');
    }
    String line = edge.toString();
    return String.join(
        "\n", bits.toString().stripTrailing(), line, values.toString(), names.toString(), line);
  }

  private static String range(PteField field) {
    return field.width() == 1 ? "" + field.high() : field.high() + "-" + field.low();
  }

  private static String centre(String text, int width) {
    int left = (width - text.length()) / 2;
    return " ".repeat(left) + text + " ".repeat(width - text.length() - left);
  }
}
