package mm.scenario;

import static mm.abi.Uffd.REGISTER_MODE_MISSING;
import static mm.abi.Uffd.REGISTER_MODE_WP;

import java.util.List;
import mm.config.Patch;
import mm.config.Release;

/** Witnesses of patches 1 to 4: markers themselves. */
final class MarkerWitnesses {
  private MarkerWitnesses() {}

  static List<Witness> all() {
    return List.of(markerEntry(), coreMarkers(), finishFault(), markerUffdWp());
  }

  private static Witness markerEntry() {
    return new Witness(
        Patch.PTE_MARKER_ENTRY,
        Symptom.LOST_TRAP,
        Release.V5_19,
        new Scenario(
            "a protected page is zapped, then written",
            Setting.PLAIN,
            stage -> zappedWhileProtected(stage).pagemap(0).write(0)),
        List.of(new Telling("write page 0", "PF(W|WP), written", "written")));
  }

  /** The start of most witnesses: page 0 holds data, is protected, and its entry is taken away. */
  static Area zappedWhileProtected(Stage stage) {
    return stage.shmem(2).register(REGISTER_MODE_WP).write(0).protect(0, 1).dontneed(0, 1);
  }

  private static Witness coreMarkers() {
    return new Witness(
        Patch.CORE_MARKERS,
        Symptom.SIGBUS,
        Release.V5_19,
        new Scenario(
            "a protected page that is missing is read",
            Setting.PLAIN,
            stage ->
                stage
                    .shmem(2)
                    .register(REGISTER_MODE_MISSING | REGISTER_MODE_WP)
                    .protect(0, 1)
                    .read(0)),
        List.of(new Telling("read page 0", "PF(), asleep", "SIGBUS")));
  }

  private static Witness finishFault() {
    return new Witness(
        Patch.FINISH_FAULT_ORIG_PTE,
        Symptom.ENDLESS_REFAULT,
        Release.V5_19,
        new Scenario(
            "a marker is read",
            Setting.PLAIN,
            stage -> zappedWhileProtected(stage).read(0).pagemap(0)),
        List.of(
            new Telling("read page 0", "read 1", "endless refault"),
            new Telling("pagemap of page 0", "present, uffd-wp", "swap form, uffd-wp")));
  }

  private static Witness markerUffdWp() {
    return new Witness(
        Patch.MARKER_UFFD_WP,
        Symptom.SIGBUS,
        Release.V5_19,
        new Scenario(
            "a marker is read, then written",
            Setting.PLAIN,
            stage -> zappedWhileProtected(stage).read(0).write(0)),
        List.of(
            new Telling("read page 0", "read 1", "SIGBUS"),
            new Telling("write page 0", "PF(W|WP), written", "SIGBUS")));
  }
}
