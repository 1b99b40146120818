package mm;

import java.util.ArrayList;
import java.util.List;
import mm.abi.Errno;
import mm.abi.VmEvent;
import mm.config.Arch;
import mm.object.FileObject;
import mm.object.Hugetlb;
import mm.object.Memory;
import mm.object.Shmem;
import mm.object.SwapArea;
import mm.proc.HugetlbPool;
import mm.proc.Vmstat;
import mm.ram.Frames;
import mm.space.AddressSpace;
import mm.space.Reclaim;
import mm.space.ShmemPages;
import mm.space.SwapOff;
import mm.space.Truncate;
import mm.table.Entries;
import org.jspecify.annotations.Nullable;

/**
 * The modelled kernel with its memory. Made by {@link #x86_64()} or {@link #arm64()};
 * deterministic, and for one thread at a time.
 */
public final class Machine implements Kernel {
  private final MachineConfig config;
  private final Memory memory;
  private final Reclaim reclaim;
  private final Truncate truncate;
  private final List<ModelTask> tasks = new ArrayList<>();
  private final List<Shmem> shmemFiles = new ArrayList<>();
  private final @Nullable SwapArea swapArea;

  Machine(MachineConfig config) {
    this.config = config;
    Entries entries = config.entries();
    int frames =
        Math.toIntExact((config.ramBytes() >> 12) + (long) config.hugePages() * Frames.BLOCK);
    memory = new Memory(config.behaviour(), entries, frames, config.contents());
    reclaim = new Reclaim(memory);
    memory.setReclaimer(reclaim);
    truncate = new Truncate(memory, reclaim.folioSplit());
    for (int i = 0; i < config.hugePages(); i++) {
      addHugePage();
    }
    swapArea =
        config.swapBytes() == 0
            ? null
            : new SwapArea(0, Math.toIntExact(config.swapBytes() >> 12), config.contents());
    if (swapArea != null) {
      swapon();
    }
  }

  private void addHugePage() {
    int head = memory.frames.allocateLarge();
    memory.setFolioFlags(head, Frames.HUGETLB);
    memory.hugePages.add(head);
  }

  /** A machine with x86_64 entries, 256 MiB of RAM, no swap, Linux 6.18. */
  public static MachineConfig x86_64() {
    return MachineConfig.of(Arch.X86_64);
  }

  /** The same with arm64 entries. */
  public static MachineConfig arm64() {
    return MachineConfig.of(Arch.ARM64);
  }

  /** What it was made with. */
  public MachineConfig config() {
    return config;
  }

  Memory memory() {
    return memory;
  }

  Truncate truncate() {
    return truncate;
  }

  List<ModelTask> tasks() {
    return tasks;
  }

  AddressSpace newSpace() {
    return new AddressSpace(memory, config.thp(), config.shmemThp(), reclaim);
  }

  @Override
  public Task spawn(String name) {
    ModelTask task = new ModelTask(this, name, newSpace());
    tasks.add(task);
    return task;
  }

  @Override
  public MemFile memfd(String name, long bytes, boolean hugetlb) {
    return hugetlb
        ? new ModelFile(new Hugetlb(name, bytes))
        : new ModelFile(newShmem(name, bytes, false));
  }

  Shmem newShmem(String name, long bytes, boolean anonymous) {
    Shmem file = new Shmem(name, bytes, anonymous);
    shmemFiles.add(file);
    return file;
  }

  static FileObject object(MemFile file) {
    if (file instanceof ModelFile model) {
      return model.object();
    }
    throw new IllegalArgumentException("a file of another kernel: file=" + file);
  }

  @Override
  public int ftruncate(MemFile file, long bytes) {
    memory.events.add(VmEvent.SYSCALL);
    return truncate.truncate(object(file), bytes);
  }

  @Override
  public int punchHole(MemFile file, long offset, long length) {
    memory.events.add(VmEvent.SYSCALL);
    return truncate.punchHole(object(file), offset, length);
  }

  @Override
  public int pwrite(MemFile file, long offset, long value) {
    memory.events.add(VmEvent.SYSCALL);
    if (!(object(file) instanceof Shmem shmem)) {
      return -Errno.EINVAL;
    }
    long index = offset >> 12;
    if (offset + 8 > shmem.sizeBytes()) {
      shmem.setSizeBytes(offset + 8);
    }
    int pfn = ShmemPages.find(memory, shmem, index);
    if (pfn == -1) {
      pfn = ShmemPages.allocate(memory, shmem, index);
    }
    if (pfn < 0) {
      return -Errno.ENOMEM;
    }
    memory.frames.set(memory.frames.head(pfn), Frames.DIRTY);
    memory.contents.words()[word(pfn, offset)] = value;
    return 0;
  }

  private int word(int pfn, long offset) {
    return memory.contents.word(pfn) + ((int) (offset >>> 3) & memory.contents.wordMask());
  }

  @Override
  public long pread(MemFile file, long offset) {
    FileObject object = object(file);
    if (object instanceof Hugetlb hugetlb) {
      int head = hugetlb.pages().page(offset >> 21);
      return head < 0
          ? 0
          : memory.contents.words()[word(head + ((int) (offset >> 12) & 511), offset)];
    }
    int pfn = ShmemPages.find(memory, (Shmem) object, offset >> 12);
    return pfn < 0 ? 0 : memory.contents.words()[word(pfn, offset)];
  }

  @Override
  public int swapon() {
    if (swapArea == null) {
      return -Errno.EINVAL;
    }
    if (swapArea.active()) {
      return -Errno.EBUSY;
    }
    if (memory.swap.freeType() < 0) {
      return -Errno.EPERM;
    }
    memory.swap.add(swapArea);
    swapArea.setActive(true);
    return 0;
  }

  @Override
  public int swapoff() {
    if (swapArea == null) {
      return -Errno.EINVAL;
    }
    List<AddressSpace> spaces = tasks.stream().map(ModelTask::mm).toList();
    return new SwapOff(memory, swapArea).run(shmemFiles, spaces);
  }

  @Override
  public HugetlbPool hugetlbPool() {
    var pool = memory.hugePages;
    return new HugetlbPool(pool.total(), pool.free(), pool.reserved(), pool.surplus());
  }

  @Override
  public Vmstat vmstat() {
    return Vmstat.of(memory.events, memory.tables.live(), memory.frames.usedFrames());
  }

  /** How much RAM holds of each page. */
  public mm.abi.Contents contents() {
    return memory.contents.kind();
  }

  /**
   * Recomputes from the page tables, the caches and the pools everything that is counted, and
   * compares.
   *
   * @throws AssertionError naming the first difference
   */
  public void check() {
    new MachineCheck(memory, tasks.stream().map(ModelTask::mm).toList(), shmemFiles, swapArea)
        .run();
  }
}
