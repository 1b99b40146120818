package mm.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The patches that a kernel has. Immutable; equal if the patches are.
 *
 * <p>Two kinds of set can exist. One that was applied in order, where every patch finds what its
 * code uses ({@link #of}, {@link #upTo}). And the ablation ({@link #without}), where a patch of
 * behaviour is left out and the others stay: what they call of it then does nothing, as markers do
 * nothing when they are configured out. Functions that do nothing cannot stand in for patch 11, so
 * that this one cannot be left out.
 */
public final class Series {
  private final Set<Patch> patches;

  private Series(Set<Patch> patches) {
    EnumSet<Patch> copy = EnumSet.noneOf(Patch.class);
    copy.addAll(patches);
    this.patches = Collections.unmodifiableSet(copy);
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
   * These patches, in the order of the series.
   *
   * @throws IllegalArgumentException if one is there without what its code uses
   */
  public static Series of(Collection<Patch> patches) {
    for (Patch patch : patches) {
      for (Patch required : patch.requires()) {
        if (!patches.contains(required)) {
          throw new IllegalArgumentException(
              "%s, so add it or leave %d out: patches=%s"
                  .formatted(needs(patch, required), patch.number(), numbers(patches)));
        }
      }
    }
    return new Series(Set.copyOf(patches));
  }

  /**
   * All but {@code patch}: the kernel that its ablation is run on.
   *
   * @throws IllegalArgumentException if others of the set do not build without it
   */
  public Series without(Patch patch) {
    if (patch.kind() == PatchKind.HELPERS) {
      for (Patch other : patches) {
        if (other.requires().contains(patch)) {
          throw new IllegalArgumentException(
              "%s, so leave out %d instead: without=%d"
                  .formatted(needs(other, patch), other.number(), patch.number()));
        }
      }
    }
    EnumSet<Patch> rest = EnumSet.noneOf(Patch.class);
    rest.addAll(patches);
    rest.remove(patch);
    return new Series(rest);
  }

  private static String needs(Patch patch, Patch required) {
    return "patch %d (%s) does not build without patch %d (%s)"
        .formatted(patch.number(), patch.subject(), required.number(), required.subject());
  }

  /**
   * Those of this set among the first {@code n} of the series.
   *
   * @param n 0 to 23
   * @throws IllegalArgumentException if {@code n} is not
   */
  public Series upTo(int n) {
    if (n < 0 || n > Patch.values().length) {
      throw new IllegalArgumentException("the series has patches 1 to 23: upTo=" + n);
    }
    return new Series(
        patches.stream().filter(patch -> patch.number() <= n).collect(Collectors.toSet()));
  }

  /** The series with one patch left out, for every patch that changes behaviour, in their order. */
  public List<Series> ablations() {
    return patches.stream()
        .filter(patch -> patch.kind() == PatchKind.BEHAVIOUR)
        .map(this::without)
        .toList();
  }

  /** Whether {@code patch} is in. */
  public boolean has(Patch patch) {
    return patches.contains(patch);
  }

  /** What is in, in the order of the series. */
  public Set<Patch> patches() {
    return patches;
  }

  /** What of version 8 is not in, in the order of the series. */
  public Set<Patch> missing() {
    EnumSet<Patch> missing = EnumSet.allOf(Patch.class);
    missing.removeAll(patches);
    return Collections.unmodifiableSet(missing);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Series series && patches.equals(series.patches);
  }

  @Override
  public int hashCode() {
    return patches.stream().mapToInt(patch -> 1 << patch.ordinal()).sum();
  }

  /** {@code v8}, {@code v8 up to 7}, {@code v8 without 7}, {@code no patches}. */
  @Override
  public String toString() {
    if (patches.isEmpty()) {
      return "no patches";
    }
    Set<Patch> missing = missing();
    if (missing.isEmpty()) {
      return "v8";
    }
    boolean prefix = missing.size() > 1 && patches.equals(v8().upTo(patches.size()).patches());
    return prefix ? "v8 up to " + patches.size() : "v8 without " + numbers(missing);
  }

  private static String numbers(Collection<Patch> patches) {
    return Arrays.stream(Patch.values())
        .filter(patches::contains)
        .map(patch -> Integer.toString(patch.number()))
        .collect(Collectors.joining(","));
  }
}
