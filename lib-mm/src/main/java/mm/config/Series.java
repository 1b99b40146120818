package mm.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The patches that a kernel has. Immutable. */
public final class Series {
  private final Set<Patch> patches;

  private Series(EnumSet<Patch> patches) {
    this.patches = Collections.unmodifiableSet(patches);
  }

  /** All 23 of version 8. */
  public static Series v8() {
    return new Series(EnumSet.allOf(Patch.class));
  }

  /** The kernel before the series. */
  public static Series none() {
    return new Series(EnumSet.noneOf(Patch.class));
  }

  /**
   * All but {@code patch}: the kernel that its ablation is run on. Patch 1's dependants stay: their
   * code compiles to nothing without markers, as it does with CONFIG_PTE_MARKER off.
   *
   * @throws IllegalArgumentException if others of the set do not build without it
   */
  public Series without(Patch patch) {
    if (patch == Patch.HUGETLB_HELPERS) {
      for (Patch other : patches) {
        if (other.requires().contains(patch)) {
          throw new IllegalArgumentException(
              "patch %d (%s) does not build without patch %d: without=%d"
                  .formatted(other.number(), other.subject(), patch.number(), patch.number()));
        }
      }
    }
    EnumSet<Patch> rest = EnumSet.noneOf(Patch.class);
    rest.addAll(patches);
    rest.remove(patch);
    return new Series(rest);
  }

  /**
   * The first {@code n} patches.
   *
   * @param n 0 to 23
   */
  public Series upTo(int n) {
    EnumSet<Patch> some = EnumSet.noneOf(Patch.class);
    for (Patch patch : patches) {
      if (patch.number() <= n) {
        some.add(patch);
      }
    }
    return new Series(some);
  }

  public boolean has(Patch patch) {
    return patches.contains(patch);
  }

  public Set<Patch> patches() {
    return patches;
  }

  @Override
  public String toString() {
    return patches.size() == Patch.values().length ? "v8" : patches.size() + " patches";
  }
}
