package workbench.display;

/** HTML text. */
public final class Html {
  private Html() {}

  /** The text with the characters that HTML keeps for itself replaced. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
