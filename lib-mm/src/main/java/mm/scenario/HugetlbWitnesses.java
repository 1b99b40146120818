package mm.scenario;

import static mm.abi.Uffd.COPY_MODE_WP;
import static mm.abi.Uffd.FEATURE_EVENT_FORK;
import static mm.abi.Uffd.REGISTER_MODE_MISSING;
import static mm.abi.Uffd.REGISTER_MODE_WP;

import java.util.List;
import mm.config.Patch;
import mm.config.Release;

/** Witnesses of patches 12 to 18: hugetlb. */
final class HugetlbWitnesses {
  private HugetlbWitnesses() {}

  static List<Witness> all() {
    return List.of(fault(), copy(), writeprotect(), faultMarkers(), protectNone(), zap(), fork());
  }

  private static Witness hugetlb(
      Patch patch, Symptom symptom, String name, Scenario.Script script, Telling... telling) {
    Scenario scenario = new Scenario(name, Setting.HUGETLB, script);
    return new Witness(patch, symptom, Release.V5_19, scenario, List.of(telling));
  }

  private static Witness fault() {
    return hugetlb(
        Patch.HUGETLB_FAULT_WP,
        Symptom.LOST_TRAP,
        "a protected huge page is written",
        stage ->
            stage.hugetlb(2).register(REGISTER_MODE_WP).write(0).protect(0, 1).write(0).readFile(0),
        new Telling("write page 0", "PF(W|WP), written", "written"),
        new Telling("pread page 0", "read 2", "read 1"));
  }

  private static Witness copy() {
    return hugetlb(
        Patch.HUGETLB_COPY_WP,
        Symptom.LOST_TRAP,
        "a missing huge page is filled in protected",
        stage ->
            stage
                .hugetlb(2)
                .register(REGISTER_MODE_MISSING | REGISTER_MODE_WP)
                .copy(0, COPY_MODE_WP)
                .write(0),
        new Telling("write page 0", "PF(W|WP), written", "written"));
  }

  private static Witness writeprotect() {
    return hugetlb(
        Patch.HUGETLB_WRITEPROTECT,
        Symptom.LOST_TRAP,
        "a huge page is protected, and 4 KiB of another",
        stage ->
            stage
                .hugetlb(2)
                .register(REGISTER_MODE_WP)
                .write(0)
                .protect(0, 1)
                .write(0)
                .protectBasePage(1),
        new Telling("write page 0", "PF(W|WP), written", "written"),
        new Telling("protect 4 KiB of page 1", "EINVAL", "done"));
  }

  private static Witness faultMarkers() {
    return hugetlb(
        Patch.HUGETLB_FAULT_MARKERS,
        Symptom.ENDLESS_REFAULT,
        "a marker in the place of a huge page is read",
        stage -> zappedWhileProtected(stage).read(0).pagemap(0).write(0),
        new Telling("read page 0", "read 1", "endless refault"),
        new Telling("write page 0", "PF(W|WP), written", "endless refault"));
  }

  private static Area zappedWhileProtected(Stage stage) {
    return stage.hugetlb(2).register(REGISTER_MODE_WP).write(0).protect(0, 1).dontneed(0, 1);
  }

  private static Witness protectNone() {
    return hugetlb(
        Patch.HUGETLB_PROTECT_NONE,
        Symptom.LOST_TRAP,
        "a huge page is protected before it is mapped",
        stage -> {
          Area area = stage.hugetlb(2).register(REGISTER_MODE_WP).write(1);
          area.protect(0, 1);
          stage.mappedElsewhere(area).write(0);
          area.write(0);
        },
        new Telling("write page 0", "PF(W|WP), written", "written"));
  }

  private static Witness zap() {
    return hugetlb(
        Patch.HUGETLB_ZAP_KEEPS_UFFD_WP,
        Symptom.LOST_TRAP,
        "a protected huge page is zapped, then written",
        stage -> zappedWhileProtected(stage).pagemap(0).write(0),
        new Telling("write page 0", "PF(W|WP), written", "written"));
  }

  private static Witness fork() {
    return hugetlb(
        Patch.HUGETLB_FORK_UFFD_WP,
        Symptom.LOST_TRAP,
        "a child writes to a huge page that was protected before fork",
        stage ->
            stage
                .hugetlb(2)
                .register(REGISTER_MODE_WP, FEATURE_EVENT_FORK)
                .write(1)
                .protect(0, 1)
                .fork()
                .pagemap(0)
                .write(0),
        new Telling("child's write page 0", "PF(W|WP), written", "written"));
  }
}
