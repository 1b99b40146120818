package mm.bench;

import static mm.abi.Uffd.*;

import java.util.concurrent.TimeUnit;
import mm.Backing;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One page fault, with all that user space does about it. Times are per fault. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FaultBenchmark {
  private static final int PAGES = 512;

  @Param({"anon", "shmem", "hugetlb"})
  private String memory;

  private BenchMachine writeProtect;
  private BenchMachine missing;
  private BenchMachine plain;

  /** Three machines, with every page of them touched. */
  @Setup
  public void setup() {
    Backing backing = Backing.of(memory);
    long features = FEATURE_PAGEFAULT_FLAG_WP;
    writeProtect = new BenchMachine(backing, PAGES, features, REGISTER_MODE_WP);
    missing = new BenchMachine(backing, PAGES, features, REGISTER_MODE_MISSING);
    plain = new BenchMachine(backing, PAGES, features, REGISTER_MODE_WP);
    writeProtect.storeAll();
    missing.storeAll();
    plain.storeAll();
  }

  /**
   * A store to a protected page: the message, UFFDIO_WRITEPROTECT by the monitor, the store again.
   * Includes its share of one UFFDIO_WRITEPROTECT over all pages.
   */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public long writeProtectRoundTrip() {
    writeProtect.protectAll();
    writeProtect.storeAll();
    return writeProtect.faults;
  }

  /**
   * A store to a missing page: the message, UFFDIO_COPY, the store again. Includes its share of
   * freeing all pages (MADV_DONTNEED, on files a hole punched).
   */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public long missingRoundTrip() {
    missing.freeAll();
    missing.storeAll();
    return missing.faults;
  }

  /**
   * A plain write fault on an empty entry, and its share of one MADV_DONTNEED; files have the page
   * in their page cache.
   */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public long touch() {
    plain.zapAll();
    plain.storeAll();
    return plain.faults;
  }

  /** The same with a marker in the entry: the fault for a read turns it into a protected entry. */
  @Benchmark
  @OperationsPerInvocation(PAGES)
  public long readOverMarker() {
    writeProtect.protectAll();
    writeProtect.zapAll();
    for (int page = 0; page < PAGES; page++) {
      writeProtect.load(writeProtect.address(page));
    }
    return writeProtect.faults;
  }
}
