package mm;

import java.util.ArrayList;
import java.util.List;
import mm.abi.Mman;
import mm.abi.VmEvent;
import mm.arch.Level;
import mm.arch.PteView;
import mm.object.FileObject;
import mm.object.Hugetlb;
import mm.proc.Mincore;
import mm.proc.Pagemap;
import mm.proc.PagemapScan;
import mm.proc.PagemapScanner;
import mm.proc.Smaps;
import mm.proc.SmapsReader;
import mm.proc.TaskCounters;
import mm.proc.VmaInfo;
import mm.space.AddressSpace;
import mm.space.Fork;
import mm.space.Madvise;
import mm.space.Remap;
import mm.space.VmFlags;
import mm.space.Vma;
import mm.table.PageTable;
import mm.uffd.Handshake;
import mm.uffd.UffdContext;
import org.jspecify.annotations.Nullable;

/** A task of the model. */
final class ModelTask implements Task {
  private final Machine machine;
  private final String name;
  private final AddressSpace mm;
  private final List<ModelUserfaultfd> descriptors = new ArrayList<>();
  private @Nullable ModelTask forking;
  private int userfaultfdErrno;

  ModelTask(Machine machine, String name, AddressSpace mm) {
    this.machine = machine;
    this.name = name;
    this.mm = mm;
  }

  AddressSpace mm() {
    return mm;
  }

  /** The child that a fork under way makes. */
  ModelTask forking() {
    return java.util.Objects.requireNonNull(forking);
  }

  void remember(ModelUserfaultfd descriptor) {
    descriptors.add(descriptor);
  }

  void forget(ModelUserfaultfd descriptor) {
    descriptors.remove(descriptor);
  }

  Userfaultfd descriptor(UffdContext context) {
    for (ModelUserfaultfd descriptor : descriptors) {
      if (descriptor.context() == context) {
        return descriptor;
      }
    }
    throw new AssertionError("context without a descriptor, task=" + name);
  }

  private void syscall() {
    machine.memory().events.add(VmEvent.SYSCALL);
  }

  @Override
  public Kernel kernel() {
    return machine;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long mmap(
      long address, long length, int prot, int flags, @Nullable MemFile file, long offset) {
    syscall();
    return mm.mappings().mmap(address, length, prot, flags, backing(length, flags, file), offset);
  }

  /** Anonymous shared memory is a file without a name, and so is anonymous huge memory. */
  private @Nullable FileObject backing(long length, int flags, @Nullable MemFile file) {
    if (file != null) {
      return Machine.object(file);
    }
    if ((flags & Mman.MAP_HUGETLB) != 0) {
      long size = (length + PageTable.PMD_SIZE - 1) & -PageTable.PMD_SIZE;
      return new Hugetlb("anon_hugepage", size);
    }
    return (flags & Mman.MAP_SHARED) != 0 ? machine.newShmem("/dev/zero", length, true) : null;
  }

  @Override
  public int munmap(long address, long length) {
    syscall();
    return mm.mappings().munmap(address, length);
  }

  @Override
  public long mremap(long oldAddress, long oldLength, long newLength, int flags, long newAddress) {
    syscall();
    return new Remap(mm).mremap(oldAddress, oldLength, newLength, flags, newAddress);
  }

  @Override
  public int mprotect(long address, long length, int prot) {
    syscall();
    return mm.protect().mprotect(address, length, prot);
  }

  @Override
  public int madvise(long address, long length, int advice) {
    syscall();
    return new Madvise(mm, machine.truncate()).madvise(address, length, advice);
  }

  @Override
  public Task fork(String childName) {
    syscall();
    ModelTask child = new ModelTask(machine, childName, machine.newSpace());
    forking = child;
    Fork fork = Fork.into(mm, child.mm);
    machine.tasks().add(child);
    fork.complete();
    forking = null;
    return child;
  }

  @Override
  public void exit() {
    mm.mappings().exit();
    for (ModelUserfaultfd descriptor : List.copyOf(descriptors)) {
      descriptor.close();
    }
    machine.tasks().remove(this);
  }

  @Override
  public UserThread thread() {
    return new ModelThread(this);
  }

  @Override
  public @Nullable Userfaultfd userfaultfd(long features) {
    syscall();
    long active = Handshake.features(mm.memory().behaviour, features);
    if (active < 0) {
      userfaultfdErrno = (int) active;
      return null;
    }
    ModelUserfaultfd made = new ModelUserfaultfd(this, new UffdContext(mm, active));
    remember(made);
    return made;
  }

  @Override
  public int userfaultfdErrno() {
    return userfaultfdErrno;
  }

  @Override
  public long pagemap(long address) {
    return Pagemap.word(mm, address);
  }

  @Override
  public long pte(long address) {
    long pmd = mm.table().pmd(address);
    return mm.memory().format.isTable(pmd) ? mm.table().pte(address) : pmd;
  }

  @Override
  public PteView view(long address) {
    long pmd = mm.table().pmd(address);
    boolean table = mm.memory().format.isTable(pmd);
    return PteView.of(
        mm.memory().format,
        mm.memory().entries.types(),
        pte(address),
        table ? Level.PTE : Level.PMD);
  }

  @Override
  public int mincore(long address, long length, byte[] vec) {
    return Mincore.fill(mm, address, length, vec);
  }

  @Override
  public PagemapScan.Result pagemapScan(PagemapScan.Arguments arguments) {
    syscall();
    return PagemapScanner.run(mm, arguments);
  }

  @Override
  public Smaps smaps(long start, long end) {
    return SmapsReader.read(mm, start, end);
  }

  @Override
  public List<VmaInfo> vmas(long start, long end) {
    List<VmaInfo> infos = new ArrayList<>();
    for (Vma vma : mm.vmas().overlapping(start, end)) {
      infos.add(info(vma));
    }
    return infos;
  }

  private static VmaInfo info(Vma vma) {
    return new VmaInfo(
        vma.start(),
        vma.end(),
        vma.flags() & VmFlags.ACCESS,
        vma.uffdMissing(),
        vma.uffdWp(),
        vma.uffdMinor(),
        vma.has(VmFlags.DONTCOPY),
        vma.has(VmFlags.HUGEPAGE),
        vma.has(VmFlags.NOHUGEPAGE));
  }

  @Override
  public TaskCounters counters() {
    return new TaskCounters(
        mm.minflt(),
        mm.majflt(),
        mm.anonPages(),
        mm.shmemPages(),
        mm.swapEntries(),
        mm.hugetlbUsage(),
        machine.memory().tables.live());
  }

  @Override
  public String toString() {
    return name;
  }
}
