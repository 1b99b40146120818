package mm.config;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Kernel releases that the model knows. 6.1 and 6.12 stand for the stable kernels of the
 * recordings, with their backports.
 */
public enum Release {
  /** Before the series. */
  V5_18("5.18"),
  /** The release that merged it, with the bugs it had. */
  V5_19("5.19"),
  /** 6.1.176. */
  V6_1("6.1"),
  /** 6.12.111. */
  V6_12("6.12"),
  /** 6.18.44. */
  V6_18("6.18");

  private final String label;

  Release(String label) {
    this.label = label;
  }

  /** As uname prints it, first two numbers. */
  public String label() {
    return label;
  }

  /** Whether this is {@code other} or later. */
  public boolean atLeast(Release other) {
    return compareTo(other) >= 0;
  }

  /**
   * The release with this label.
   *
   * @throws IllegalArgumentException if the model does not know it
   */
  public static Release of(String label) {
    for (Release release : values()) {
      if (release.label.equals(label)) {
        return release;
      }
    }
    String known = Arrays.stream(values()).map(Release::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "unknown kernel release, one of " + known + " is wanted: release=" + label);
  }

  @Override
  public String toString() {
    return label;
  }
}
