package mm.trace;

import mm.Task;
import mm.abi.Errno;

/** How results of system calls are written in the log. */
final class Results {
  static final String OK = "ok";
  static final String HANG = "hang";

  private Results() {}

  /** A call that gives something non-negative, or a negative errno, or {@link Task#HANG}. */
  static String status(long result) {
    if (result >= 0) {
      return OK;
    }
    return result == Task.HANG ? HANG : Errno.name(result);
  }

  /**
   * An ioctl that counts bytes: all of them done, a negative errno, or EAGAIN after some.
   *
   * @param unit bytes that the count is divided by
   */
  static String count(long done, long length, long unit) {
    if (done < 0) {
      return status(done);
    }
    String word = done == length ? OK : Errno.name(Errno.EAGAIN);
    return word + " " + done / unit;
  }
}
