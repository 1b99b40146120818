package mm.trace;

import org.jspecify.annotations.Nullable;

/**
 * What the monitor does about a fault, by kind.
 *
 * @param missing about missing faults
 * @param base content of page 0 for {@link Missing#COPY} and {@link Missing#COPY_WP}; page n gets
 *     {@code base + n}
 * @param wp about write-protect faults
 * @param minor about minor faults
 */
public record Policy(Missing missing, long base, Wp wp, Minor minor) {
  /** The policy at the start of a trace: faults are left alone. */
  public static final Policy NONE = new Policy(Missing.NONE, 0, Wp.NONE, Minor.NONE);

  /** Answers to a missing fault. */
  public enum Missing {
    NONE,
    COPY,
    COPY_WP,
    ZERO,
    POISON
  }

  /** Answers to a write-protect fault. */
  public enum Wp {
    NONE,
    UNPROTECT
  }

  /** Answers to a minor fault. */
  public enum Minor {
    NONE,
    CONTINUE,
    CONTINUE_WP,
    POISON
  }

  /** New answers; null keeps the one there is. */
  public record Change(
      @Nullable Missing missing, long base, @Nullable Wp wp, @Nullable Minor minor) {
    static final Change EMPTY = new Change(null, 0, null, null);

    Change missing(Missing answer, long newBase) {
      return new Change(answer, newBase, wp, minor);
    }

    Change wp(Wp answer) {
      return new Change(missing, base, answer, minor);
    }

    Change minor(Minor answer) {
      return new Change(missing, base, wp, answer);
    }
  }

  /** This policy with a change made to it. */
  public Policy with(Change change) {
    return new Policy(
        change.missing != null ? change.missing : missing,
        change.missing != null ? change.base : base,
        change.wp != null ? change.wp : wp,
        change.minor != null ? change.minor : minor);
  }
}
