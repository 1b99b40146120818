package mm.uffd;

import static mm.abi.Uffd.*;

import mm.abi.Errno;
import mm.config.Behaviour;
import mm.config.Trait;

/**
 * UFFDIO_API: which features a kernel offers, and what it answers to those asked for
 * (userfaultfd_api).
 */
public final class Handshake {
  private Handshake() {}

  /**
   * The features that become active, or a negative errno.
   *
   * @param asked feature bits of {@link mm.abi.Uffd}
   */
  public static long features(Behaviour behaviour, long asked) {
    long known = behaviour.knownFeatures();
    if ((asked & ~known) != 0 && behaviour.has(Trait.API_REJECTS_UNKNOWN)) {
      return -Errno.EINVAL;
    }
    long active = asked & known;
    return (active & FEATURE_WP_ASYNC) != 0 ? active | FEATURE_WP_UNPOPULATED : active;
  }
}
