package mm.trace;

import mm.Userfaultfd;
import mm.abi.Uffd;
import mm.trace.Action.Range;

/** Carries out the calls on a descriptor that the language has; each gives its result's text. */
final class UffdCalls {
  private UffdCalls() {}

  static String register(Userfaultfd uffd, long address, Range range, long mode) {
    long ioctls = uffd.register(address, range.length(), narrow(mode));
    // The mask of ioctls may have bit 63, which is the API's own; errno values are small.
    if (ioctls < 0 && ioctls > -4096) {
      return Results.status(ioctls);
    }
    return Results.OK + " " + Words.rangeIoctls(ioctls);
  }

  static String copy(Userfaultfd uffd, long address, Range range, long mode, long value) {
    long done = uffd.copyWords(address, value, range.length(), narrow(mode));
    return Results.count(done, range.length(), range.unit());
  }

  static String zeropage(Userfaultfd uffd, long address, Range range, long mode) {
    long done = uffd.zeropage(address, range.length(), narrow(mode));
    return Results.count(done, range.length(), range.unit());
  }

  static String continueRange(Userfaultfd uffd, long address, Range range, long mode) {
    long done = uffd.continueRange(address, range.length(), narrow(mode));
    return Results.count(done, range.length(), range.unit());
  }

  static String poison(Userfaultfd uffd, long address, Range range, long mode) {
    long done = uffd.poison(address, range.length(), narrow(mode));
    return Results.count(done, range.length(), range.unit());
  }

  static String move(Userfaultfd uffd, long to, long from, Range range, long mode) {
    long done = uffd.move(to, from, range.length(), narrow(mode));
    return Results.count(done, range.length(), range.unit());
  }

  static String writeProtect(Userfaultfd uffd, long address, Range range, long mode) {
    return Results.status(uffd.writeprotect(address, range.length(), narrow(mode)));
  }

  /** What the monitor does about a missing fault in the page at {@code address}. */
  static String resolve(Userfaultfd uffd, Policy policy, long address, long index, long bytes) {
    Range page = new Range(0, 0, bytes, bytes);
    long content = policy.base() + index;
    return switch (policy.missing()) {
      case NONE -> "none";
      case COPY -> "copy " + copy(uffd, address, page, 0, content);
      case COPY_WP -> "copy-wp " + copy(uffd, address, page, Uffd.COPY_MODE_WP, content);
      case ZERO -> "zero " + zeropage(uffd, address, page, 0);
      case POISON -> "poison " + poison(uffd, address, page, 0);
    };
  }

  /** What the monitor does about a write-protect fault in the page at {@code address}. */
  static String resolve(Userfaultfd uffd, Policy.Wp policy, long address, long bytes) {
    return switch (policy) {
      case NONE -> "none";
      case UNPROTECT ->
          "unprotect " + writeProtect(uffd, address, new Range(0, 0, bytes, bytes), 0);
    };
  }

  /** What the monitor does about a minor fault in the page at {@code address}. */
  static String resolve(Userfaultfd uffd, Policy.Minor policy, long address, long bytes) {
    Range page = new Range(0, 0, bytes, bytes);
    return switch (policy) {
      case NONE -> "none";
      case CONTINUE -> "continue " + continueRange(uffd, address, page, 0);
      case CONTINUE_WP ->
          "continue-wp " + continueRange(uffd, address, page, Uffd.CONTINUE_MODE_WP);
      case POISON -> "poison " + poison(uffd, address, page, 0);
    };
  }

  /**
   * A 64-bit mode word as the facade's 32 bits. No mode has a bit above the lowest few, so an
   * unknown one up there stays an unknown one as the topmost bit.
   */
  private static int narrow(long mode) {
    int low = (int) mode;
    return mode >>> 32 == 0 ? low : low | 1 << 31;
  }
}
