package workbench.jupyter;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import workbench.session.Completions.Documentation;

/** Documentation comments as plain text. */
final class Javadoc {
  private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s+([^{}]*)\\}");
  private static final Pattern BLOCK =
      Pattern.compile("</?(p|ul|ol|dl|pre|blockquote|h\\d|table|tr)\\b[^>]*>");
  private static final Pattern ITEM = Pattern.compile("<(li|dt|dd)\\b[^>]*>");
  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]*>");
  private static final Pattern SUMMARY = Pattern.compile("(?s)^(.*?)(\\n\\s*\\n|\\n\\s*@).*");
  private static final Pattern BLANKS = Pattern.compile("\\n\\s*\\n\\s*");

  private Javadoc() {}

  /**
   * Signatures, each followed by what is said of it.
   *
   * @param all everything; else the first paragraph where there are several signatures
   */
  static String text(List<Documentation> documentation, boolean all) {
    boolean whole = all || documentation.size() == 1;
    return documentation.stream()
        .map(entry -> entry(entry, whole))
        .distinct()
        .collect(Collectors.joining("\n\n"));
  }

  private static String entry(Documentation entry, boolean whole) {
    String javadoc = entry.javadoc();
    if (javadoc.isBlank()) {
      return entry.signature();
    }
    String text = plain(javadoc);
    String shown = whole ? text : SUMMARY.matcher(text).replaceFirst("$1");
    return entry.signature() + "\n" + shown.strip().indent(2).stripTrailing();
  }

  /** The text of a comment, without its mark-up. */
  static String plain(String javadoc) {
    String text = javadoc;
    for (String before = ""; !before.equals(text); ) {
      before = text;
      text = INLINE.matcher(text).replaceAll("$1");
    }
    text = BLOCK.matcher(text).replaceAll("\n\n");
    text = ITEM.matcher(text).replaceAll("\n- ");
    text = TAG.matcher(text).replaceAll("");
    text =
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&nbsp;", " ")
            .replace("&le;", "≤")
            .replace("&ge;", "≥")
            .replace("&amp;", "&");
    return BLANKS.matcher(text.strip()).replaceAll("\n\n");
  }
}
