package mm.scenario;

import static mm.abi.Mman.MAP_FIXED;
import static mm.abi.Mman.MAP_SHARED;
import static mm.abi.Mman.PROT_READ;
import static mm.abi.Mman.PROT_WRITE;

import java.util.ArrayList;
import java.util.List;
import mm.Kernel;
import mm.MemFile;
import mm.Task;
import mm.arch.PageSize;

/**
 * Where a script plays: a kernel with the tasks and areas that it makes, and the answers so far.
 */
public final class Stage {
  /** Areas are this far apart and aligned to it, so that no two share a page table. */
  private static final long SPACING = 1L << 32;

  private final Kernel kernel;
  private final Task app;
  private final List<Step> steps = new ArrayList<>();
  private long nextAddress = 16 * SPACING;

  Stage(Kernel kernel) {
    this.kernel = kernel;
    this.app = kernel.spawn("app");
  }

  Kernel kernel() {
    return kernel;
  }

  /** The answers so far. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  void note(String action, String answer) {
    steps.add(new Step(action, answer));
  }

  /** A new shmem file of so many 4 KiB pages, mapped shared by the first task. */
  public Area shmem(int pages) {
    return map("", app, kernel.memfd("shmem", pages * PageSize.KIB_4.bytes(), false));
  }

  /** A new hugetlb file of so many 2 MiB pages, mapped shared by the first task. */
  public Area hugetlb(int pages) {
    return map("", app, kernel.memfd("hugetlb", pages * PageSize.MIB_2.bytes(), true));
  }

  /** The file of {@code area} once more, mapped by a task of its own that nothing watches. */
  public Area mappedElsewhere(Area area) {
    return map("elsewhere ", kernel.spawn("other"), area.file());
  }

  private Area map(String label, Task task, MemFile file) {
    long address = nextAddress;
    nextAddress += SPACING;
    long mapped =
        task.mmap(
            address, file.sizeBytes(), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0);
    if (mapped != address) {
      throw new IllegalStateException(
          "mmap of a script's area failed: address=0x%x result=%d".formatted(address, mapped));
    }
    return new Area(this, label, task, file, address);
  }
}
