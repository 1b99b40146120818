package mm.abi;

/** How much of each page a machine keeps. */
public enum Contents {
  /** All 4096 bytes. */
  BYTES,
  /**
   * The first 8 bytes; stores elsewhere in the page go to the same word. Enough for the trace
   * language.
   */
  WORDS,
  /** Nothing: loads give whatever was stored last anywhere. */
  NONE
}
