package mm.arch;

/**
 * One field of a raw word.
 *
 * @param name as the kernel abbreviates it; "-" where the bits have no meaning
 * @param high its highest bit, 63 to 0
 * @param low its lowest bit, at most {@code high}
 * @param value what the word holds there, as stored: an inverted field is not inverted back
 */
public record PteField(String name, int high, int low, long value) {

  /** Returns the width in bits. */
  public int width() {
    return high - low + 1;
  }

  /** Returns the value in hex, one digit for each 4 bits begun. */
  public String hex() {
    String digits = Long.toHexString(value);
    return "0".repeat(Math.max(0, (width() + 3) / 4 - digits.length())) + digits;
  }
}
