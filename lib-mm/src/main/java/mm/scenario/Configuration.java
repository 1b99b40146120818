package mm.scenario;

import static mm.abi.Mman.MAP_ANONYMOUS;
import static mm.abi.Mman.MAP_PRIVATE;
import static mm.abi.Mman.MAP_SHARED;
import static mm.abi.Mman.PROT_READ;
import static mm.abi.Mman.PROT_WRITE;
import static mm.abi.Uffd.REGISTER_MODE_MINOR;
import static mm.abi.Uffd.REGISTER_MODE_WP;

import mm.Machine;
import mm.MachineConfig;
import mm.MemFile;
import mm.PteHelpers;
import mm.Task;
import mm.Userfaultfd;
import mm.abi.Errno;
import mm.arch.PageSize;
import mm.config.Arch;
import mm.config.KernelConfig;
import mm.config.Release;

/** One configuration of Linux 5.19: its helpers, and machines that are built with it. */
final class Configuration {
  private static final Release RELEASE = Release.V5_19;

  private final MachineConfig machine;

  Configuration(Arch arch, boolean pteMarker, boolean pteMarkerUffdWp) {
    KernelConfig options =
        KernelConfig.recorded(RELEASE)
            .withPteMarker(pteMarker)
            .withPteMarkerUffdWp(pteMarkerUffdWp);
    MachineConfig base = arch == Arch.ARM64 ? Machine.arm64() : Machine.x86_64();
    machine = Setting.HUGETLB.on(base.release(RELEASE).config(options));
  }

  PteHelpers helpers() {
    return machine.helpers();
  }

  /** Registers two pages of private anonymous memory for writes. */
  String registerAnon() {
    Task task = machine.boot().spawn("app");
    long length = 2 * PageSize.KIB_4.bytes();
    long address =
        task.mmap(0, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, null, 0);
    return register(task, address, length, REGISTER_MODE_WP);
  }

  /** Registers two pages of a file. */
  String registerFile(boolean hugetlb, int mode) {
    Machine booted = machine.boot();
    PageSize size = hugetlb ? PageSize.MIB_2 : PageSize.KIB_4;
    MemFile file = booted.memfd("file", 2 * size.bytes(), hugetlb);
    Task task = booted.spawn("app");
    long address = task.mmap(0, file.sizeBytes(), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return register(task, address, file.sizeBytes(), mode);
  }

  private static String register(Task task, long address, long length, int mode) {
    Userfaultfd uffd = task.userfaultfd(0);
    if (uffd == null) {
      return Errno.name(task.userfaultfdErrno());
    }
    long result = uffd.register(address, length, mode);
    return result < 0 ? Errno.name(result) : "accepted";
  }

  /** Asks for {@code feature} in the handshake. */
  String handshake(long feature) {
    Task task = machine.boot().spawn("app");
    return task.userfaultfd(feature) == null ? Errno.name(task.userfaultfdErrno()) : "taken";
  }

  /** Whether the handshake offers {@code feature}. */
  String offers(long feature) {
    long offered = machine.behaviour().features();
    return (offered & feature) == 0 ? "hidden" : "offered";
  }

  /**
   * What a zap leaves of a protected page of shmem. The page is registered for minor faults too,
   * since then 5.19 takes it even where markers are not built.
   */
  String zapLeaves() {
    Stage stage = new Stage(machine.boot());
    Area area = stage.shmem(1).register(REGISTER_MODE_WP | REGISTER_MODE_MINOR);
    area.write(0).protect(0, 1).dontneed(0, 1).pagemap(0);
    return stage.steps().getLast().answer();
  }
}
