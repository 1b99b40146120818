package workbench.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the magics of a cell. A magic begins its line, where a new statement could begin: in a text
 * block, in a comment or in the middle of an expression such a line is Java.
 */
public final class Chunks {
  private static final Pattern MAGIC = Pattern.compile("(%%?)([A-Za-z]\\w*)(?:[ \\t]+(.*?))?\\s*");

  private Chunks() {}

  /**
   * The chunks of {@code cell}, in their order; blank Java is left out.
   *
   * @param ended whether a statement may begin after this source
   */
  public static List<Chunk> split(String cell, Predicate<String> ended) {
    if (!cell.contains("%")) {
      return List.of(new Chunk.Java(cell, 1));
    }
    List<Chunk> chunks = new ArrayList<>();
    String[] lines = cell.split("\n", -1);
    StringBuilder java = new StringBuilder();
    int javaLine = 1;
    for (int i = 0; i < lines.length; i++) {
      Matcher magic = MAGIC.matcher(lines[i]);
      if (!magic.matches() || !(java.toString().isBlank() || ended.test(java.toString()))) {
        java.append(lines[i]).append('\n');
        continue;
      }
      addJava(chunks, java, javaLine);
      javaLine = i + 2;
      if (magic.group(1).equals("%%")) {
        String body = String.join("\n", List.of(lines).subList(i + 1, lines.length));
        chunks.add(call(magic, i + 1, body));
        return chunks;
      }
      chunks.add(call(magic, i + 1, ""));
    }
    addJava(chunks, java, javaLine);
    return chunks;
  }

  /**
   * The cell with blanks in the place of its magics, so that editors may take it for Java: of
   * {@code %time EXPR} the expression stays. Nothing changes its place.
   *
   * @param ended whether a statement may begin after this source
   */
  public static String blanked(String cell, Predicate<String> ended) {
    if (!cell.contains("%")) {
      return cell;
    }
    String[] lines = cell.split("\n", -1);
    StringBuilder java = new StringBuilder();
    for (String line : lines) {
      java.append(java.isEmpty() ? "" : "\n");
      Matcher magic = MAGIC.matcher(line);
      boolean is = magic.matches() && (java.toString().isBlank() || ended.test(java.toString()));
      java.append(is ? blanked(line, magic) : line);
    }
    return java.toString();
  }

  /** It begins with a semicolon: the Java above may lack one, which the magic stood for. */
  private static String blanked(String line, Matcher magic) {
    boolean java = magic.group(2).equals("time") && magic.group(3) != null;
    int kept = java ? magic.start(3) : line.length();
    return ";" + " ".repeat(kept - 1) + line.substring(kept);
  }

  private static Chunk call(Matcher magic, int line, String body) {
    String argument = magic.group(3) == null ? "" : magic.group(3).strip();
    return new Chunk.Magic(magic.group(2), argument, line, body, magic.group(1).equals("%%"));
  }

  private static void addJava(List<Chunk> chunks, StringBuilder java, int line) {
    if (!java.toString().isBlank()) {
      java.setLength(java.length() - 1);
      chunks.add(new Chunk.Java(java.toString(), line));
    }
    java.setLength(0);
  }
}
