package mm.config;

import static mm.abi.Uffd.*;

import java.util.EnumSet;
import java.util.Set;

/**
 * What one kernel does: the traits that follow from its release, configuration, series and
 * architecture. Immutable.
 */
public final class Behaviour {
  private final Release release;
  private final boolean uffdWp;
  private final long features;
  private final long knownFeatures;
  private final long[] bits;

  private Behaviour(
      Release release, boolean uffdWp, long features, long knownFeatures, Set<Trait> traits) {
    this.release = release;
    this.uffdWp = uffdWp;
    this.features = features;
    this.knownFeatures = knownFeatures;
    this.bits = new long[(Trait.values().length + 63) / 64];
    for (Trait trait : traits) {
      bits[trait.ordinal() >> 6] |= 1L << trait.ordinal();
    }
  }

  /** The behaviour of a kernel. A release before the series has none of its patches. */
  public static Behaviour of(Release release, KernelConfig config, Series series, Arch arch) {
    Series merged = release.atLeast(Release.V5_19) ? series : Series.none();
    EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    for (Trait trait : Trait.values()) {
      if (trait.in(release, config, merged)) {
        traits.add(trait);
      }
    }
    boolean uffdWp = arch.format(release).hasUffdWp();
    if (!uffdWp) {
      traits.remove(Trait.WP_ON_FILE_MEMORY);
    }
    long features = features(uffdWp, traits);
    long known = features;
    if (traits.contains(Trait.API_TAKES_UNCONFIGURED)) {
      known |= FEATURE_PAGEFAULT_FLAG_WP;
      known |= merged.has(Patch.ENABLE_FILE_WP) ? FEATURE_WP_HUGETLBFS_SHMEM : 0;
    }
    return new Behaviour(release, uffdWp, features, known, traits);
  }

  private static long features(boolean uffdWp, Set<Trait> traits) {
    long features = FEATURE_EXACT_ADDRESS * 2 - 1;
    if (!uffdWp) {
      features &= ~FEATURE_PAGEFAULT_FLAG_WP;
    }
    boolean onFiles = traits.contains(Trait.WP_ON_FILE_MEMORY);
    features |= onFiles ? FEATURE_WP_HUGETLBFS_SHMEM : 0;
    features |= onFiles && traits.contains(Trait.ANON_MARKERS) ? FEATURE_WP_UNPOPULATED : 0;
    features |= onFiles && traits.contains(Trait.WP_ASYNC) ? FEATURE_WP_ASYNC : 0;
    features |= traits.contains(Trait.POISON_IOCTL) ? FEATURE_POISON : 0;
    return features | (traits.contains(Trait.MOVE_IOCTL) ? FEATURE_MOVE : 0);
  }

  /** This kernel, but for one trait: for tests that take a bit away on purpose. */
  public Behaviour without(Trait lost) {
    EnumSet<Trait> rest = EnumSet.noneOf(Trait.class);
    for (Trait trait : Trait.values()) {
      if (has(trait) && trait != lost) {
        rest.add(trait);
      }
    }
    return new Behaviour(release, uffdWp, features, knownFeatures, rest);
  }

  public boolean has(Trait trait) {
    return (bits[trait.ordinal() >> 6] & 1L << trait.ordinal()) != 0;
  }

  public Release release() {
    return release;
  }

  /** CONFIG_HAVE_ARCH_USERFAULTFD_WP. */
  public boolean uffdWp() {
    return uffdWp;
  }

  /**
   * The feature bits that UFFDIO_API takes: more than it offers where it takes what is not
   * configured.
   */
  public long knownFeatures() {
    return knownFeatures;
  }

  /** The feature bits that UFFDIO_API offers. */
  public long features() {
    return features;
  }
}
