package mm.trace;

/** Numbers of the language: decimal digits or {@code 0x} and hex digits, unsigned, 64 bits. */
final class Numbers {
  private Numbers() {}

  /** Reads all of {@code text}; {@code line} is for the complaint. */
  static long parse(String text, int line) {
    boolean hex = text.startsWith("0x");
    String digits = hex ? text.substring(2) : text;
    int radix = hex ? 16 : 10;
    if (digits.isEmpty() || !isAllDigits(digits, radix)) {
      throw bad(text, line, "decimal digits, or 0x and hex digits, make a number");
    }
    try {
      return Long.parseUnsignedLong(digits, radix);
    } catch (NumberFormatException e) {
      throw bad(text, line, "it does not fit 64 bits");
    }
  }

  private static TraceException bad(String text, int line, String why) {
    return new TraceException(line, "bad number '" + text + "': " + why);
  }

  private static boolean isAllDigits(String text, int radix) {
    return text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
  }
}
