package mm;

/** Sizes in bytes, for reading aloud. */
public final class Sizes {
  private Sizes() {}

  public static long KiB(long n) {
    return n << 10;
  }

  public static long MiB(long n) {
    return n << 20;
  }

  public static long GiB(long n) {
    return n << 30;
  }

  /** So many pages of 4 KiB. */
  public static long pages(long n) {
    return n << 12;
  }
}
