package mm.scenario;

import static mm.abi.Uffd.COPY_MODE_WP;
import static mm.abi.Uffd.FEATURE_EVENT_FORK;
import static mm.abi.Uffd.REGISTER_MODE_MISSING;
import static mm.abi.Uffd.REGISTER_MODE_WP;

import java.util.List;
import mm.config.Patch;
import mm.config.Release;

/** Witnesses of patches 5 to 10: shmem. */
final class ShmemWitnesses {
  private static final int PAGES_OF_HUGE = 512;

  private ShmemWitnesses() {}

  static List<Witness> all() {
    return List.of(copy(), fault(), zap(), protectNone(), protectThp(), fork());
  }

  private static Witness copy() {
    return new Witness(
        Patch.SHMEM_COPY_WP,
        Symptom.LOST_TRAP,
        Release.V5_19,
        new Scenario(
            "a missing page is filled in protected",
            Setting.PLAIN,
            stage ->
                stage
                    .shmem(2)
                    .register(REGISTER_MODE_MISSING | REGISTER_MODE_WP)
                    .copy(0, COPY_MODE_WP)
                    .write(0)
                    .protect(1, 1)
                    .read(1)
                    .copy(1, COPY_MODE_WP)),
        List.of(
            new Telling("write page 0", "PF(W|WP), written", "written"),
            new Telling("copy into page 1 protected", "done", "EEXIST")));
  }

  private static Witness fault() {
    return new Witness(
        Patch.FAULT_UFFD_WP_MARKER,
        Symptom.SIGBUS,
        Release.V5_19,
        new Scenario(
            "a marker is read, then written",
            Setting.PLAIN,
            stage -> MarkerWitnesses.zappedWhileProtected(stage).read(0).pagemap(0).write(0)),
        List.of(
            new Telling("read page 0", "read 1", "SIGBUS"),
            new Telling("pagemap of page 0", "present, uffd-wp", "swap form, uffd-wp"),
            new Telling("write page 0", "PF(W|WP), written", "SIGBUS")));
  }

  private static Witness zap() {
    return new Witness(
        Patch.ZAP_KEEPS_UFFD_WP,
        Symptom.LOST_TRAP,
        Release.V5_19,
        new Scenario(
            "protected pages are zapped and swapped out",
            Setting.SWAP,
            stage ->
                stage
                    .shmem(2)
                    .register(REGISTER_MODE_WP)
                    .write(0)
                    .write(1)
                    .protect(0, 2)
                    .dontneed(0, 1)
                    .pageout(1, 1)
                    .pagemap(0)
                    .write(0)
                    .write(1)),
        List.of(
            new Telling("write page 0", "PF(W|WP), written", "written"),
            new Telling("write page 1", "PF(W|WP), written", "written")));
  }

  private static Witness protectNone() {
    return new Witness(
        Patch.PROTECT_NONE_PTE,
        Symptom.LOST_TRAP,
        Release.V5_19,
        new Scenario(
            "a page of the cache is protected before it is mapped",
            Setting.PLAIN,
            stage ->
                stage
                    .shmem(2)
                    .register(REGISTER_MODE_WP)
                    .writeFile(0, 5)
                    .protect(0, 1)
                    .pagemap(0)
                    .write(0)),
        List.of(new Telling("write page 0", "PF(W|WP), written", "written")));
  }

  private static Witness protectThp() {
    return new Witness(
        Patch.PROTECT_FILE_THP,
        Symptom.LOST_TRAP,
        Release.V5_19,
        new Scenario(
            "a huge page of a file is protected",
            Setting.SHMEM_THP,
            stage ->
                stage
                    .shmem(PAGES_OF_HUGE)
                    .write(0)
                    .register(REGISTER_MODE_WP)
                    .protect(0, PAGES_OF_HUGE)
                    .write(3)),
        List.of(new Telling("write page 3", "PF(W|WP), written", "written")));
  }

  private static Witness fork() {
    return new Witness(
        Patch.FORK_UFFD_WP,
        Symptom.LOST_TRAP,
        Release.V5_19,
        new Scenario(
            "a child writes to a page that was protected before fork",
            Setting.PLAIN,
            stage ->
                stage
                    .shmem(2)
                    .register(REGISTER_MODE_WP, FEATURE_EVENT_FORK)
                    .write(0)
                    .protect(0, 2)
                    .fork()
                    .write(0)),
        List.of(new Telling("child's write page 0", "PF(W|WP), written", "written")));
  }
}
