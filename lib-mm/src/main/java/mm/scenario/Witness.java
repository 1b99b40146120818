package mm.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mm.Machine;
import mm.MachineConfig;
import mm.config.Patch;
import mm.config.Release;
import mm.config.Series;

/**
 * A short program that goes wrong without one patch of the series.
 *
 * @param patch the patch that it speaks for
 * @param symptom how it shows that the patch is missing
 * @param release the oldest release that can run it
 * @param scenario the program
 * @param telling the steps that are answered otherwise without the patch
 */
public record Witness(
    Patch patch, Symptom symptom, Release release, Scenario scenario, List<Telling> telling) {
  /** Keeps its list from changing. */
  public Witness {
    telling = List.copyOf(telling);
  }

  /** The witnesses of all patches that change behaviour, in the order of the series. */
  public static List<Witness> all() {
    return Stream.of(
            MarkerWitnesses.all(),
            ShmemWitnesses.all(),
            HugetlbWitnesses.all(),
            InterfaceWitnesses.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The witness of {@code patch}; empty for those without behaviour of their own (11, 22, 23). */
  public static Optional<Witness> of(Patch patch) {
    return all().stream().filter(witness -> witness.patch == patch).findFirst();
  }

  /** Plays it on a machine like {@code config}, which gets the memory and swap that it needs. */
  public Verdict on(MachineConfig config) {
    Machine machine = scenario.setting().on(config).boot();
    return new Verdict(this, describe(config), scenario.on(machine));
  }

  /** Plays it with the whole series. */
  public Verdict withSeries() {
    return on(Machine.x86_64().release(release));
  }

  /** Plays it with its patch left out of the series. */
  public Verdict withoutPatch() {
    return on(Machine.x86_64().release(release).series(Series.v8().without(patch)));
  }

  private static String describe(MachineConfig config) {
    return config.release() + " with " + config.series();
  }
}
