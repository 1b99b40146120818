package mm.bench;

import static mm.abi.Uffd.*;

import java.util.concurrent.TimeUnit;
import mm.Backing;
import mm.Task;
import mm.abi.Mman;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Operations over whole ranges of 4 KiB pages (32 MiB). Times are per page; each operation is
 * measured together with the one that undoes it, so that every round starts from the same state.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RangeBenchmark {
  private static final int PAGES = 8192;
  private static final long FEATURES =
      FEATURE_PAGEFAULT_FLAG_WP | FEATURE_WP_HUGETLBFS_SHMEM | FEATURE_WP_UNPOPULATED;

  @Param({"anon", "shmem"})
  private String memory;

  private BenchMachine present;
  private BenchMachine none;
  private BenchMachine forking;

  /** One machine with all pages present, one with none, one whose descriptor follows a fork. */
  @Setup
  public void setup() {
    Backing backing = Backing.of(memory);
    present = new BenchMachine(backing, PAGES, FEATURES, REGISTER_MODE_WP);
    present.storeAll();
    none = new BenchMachine(backing, PAGES, FEATURES, REGISTER_MODE_WP);
    forking = new BenchMachine(backing, PAGES, FEATURES | FEATURE_EVENT_FORK, REGISTER_MODE_WP);
    forking.storeAll();
    forking.protectAll();
  }

  /** UFFDIO_WRITEPROTECT over present pages, on and off. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public void protectAndUnprotectPresent() {
    present.protectAll();
    present.unprotectAll();
  }

  /** UFFDIO_WRITEPROTECT over empty entries: markers installed and taken away again. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public void protectAndUnprotectNone() {
    none.protectAll();
    none.unprotectAll();
  }

  /** mprotect to read-only and back. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public void mprotectAndBack() {
    Task task = present.task;
    long bytes = present.bytes();
    BenchMachine.checked("mprotect", task.mprotect(present.base, bytes, Mman.PROT_READ));
    BenchMachine.checked(
        "mprotect", task.mprotect(present.base, bytes, Mman.PROT_READ | Mman.PROT_WRITE));
  }

  /** fork of a protected mapping whose descriptor follows it, and the exit of the child. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public void forkAndExit() {
    forking.task.fork("child").exit();
  }

  /** MADV_DONTNEED over present pages, with the faults that bring them back. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public void zapAndTouch() {
    present.zapAll();
    present.storeAll();
  }

  /** Words of /proc/pid/pagemap. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public long pagemap() {
    long all = 0;
    for (int page = 0; page < PAGES; page++) {
      all ^= present.task.pagemap(present.address(page));
    }
    return all;
  }
}
