package mm.scenario;

import static mm.abi.Uffd.REGISTER_MODE_WP;

import java.util.List;
import mm.config.Patch;
import mm.config.Release;

/** Witnesses of patches 19 to 21: collapse, pagemap, registration. */
final class InterfaceWitnesses {
  private static final int PAGES_OF_HUGE = 512;

  private InterfaceWitnesses() {}

  static List<Witness> all() {
    return List.of(collapse(), pagemap(), register());
  }

  private static Witness collapse() {
    return new Witness(
        Patch.COLLAPSE_KEEPS_TABLES,
        Symptom.LOST_TRAP,
        Release.V6_1,
        new Scenario(
            "a file whose markers are all there is collapsed elsewhere",
            Setting.PLAIN,
            stage -> {
              Area area = stage.shmem(PAGES_OF_HUGE).register(REGISTER_MODE_WP);
              Area elsewhere = stage.mappedElsewhere(area);
              fill(elsewhere);
              area.protect(0, PAGES_OF_HUGE).pagemap(7);
              elsewhere.collapse(0, PAGES_OF_HUGE);
              area.pagemap(7).write(7);
            }),
        List.of(new Telling("write page 7", "PF(W|WP), written", "written")));
  }

  private static void fill(Area area) {
    for (int page = 0; page < PAGES_OF_HUGE; page++) {
      area.write(page);
    }
  }

  private static Witness pagemap() {
    return new Witness(
        Patch.PAGEMAP_MARKERS,
        Symptom.MISREPORTED,
        Release.V5_19,
        new Scenario(
            "a protected page that is missing is looked up",
            Setting.PLAIN,
            stage -> stage.shmem(2).register(REGISTER_MODE_WP).protect(0, 1).pagemap(0)),
        List.of(new Telling("pagemap of page 0", "swap form, uffd-wp", "swap form")));
  }

  private static Witness register() {
    return new Witness(
        Patch.ENABLE_FILE_WP,
        Symptom.REFUSED,
        Release.V5_19,
        new Scenario(
            "shmem is registered for write-protection",
            Setting.PLAIN,
            stage -> stage.shmem(2).register(REGISTER_MODE_WP)),
        List.of(new Telling("register WP", "done", "EINVAL")));
  }
}
