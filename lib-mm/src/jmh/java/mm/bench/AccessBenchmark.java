package mm.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import mm.Backing;
import mm.Machine;
import mm.Task;
import mm.UserThread;
import mm.abi.Access;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One load or store of a word that the software TLB knows, beside the same on a plain array: the
 * working set is 256 KiB, 64 pages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AccessBenchmark {
  private static final int WORDS = 32 * 1024;
  private static final int ACCESSES = 16 * 1024;

  private final int[] random = new int[ACCESSES];
  private final long[] plain = new long[WORDS];
  private UserThread thread;
  private long base;

  /** A mapping of shmem, all its pages touched. */
  @Setup
  public void setup() {
    Random seeded = new Random(1);
    for (int i = 0; i < ACCESSES; i++) {
      random[i] = seeded.nextInt(WORDS);
    }
    Task task = Machine.x86_64().ram(1L << 20).boot().spawn("bench");
    base = task.map(Backing.ANON, WORDS * 8L).address();
    thread = task.thread();
    for (int i = 0; i < WORDS; i++) {
      plain[i] = i;
      store(i, i);
    }
  }

  private void store(long index, long value) {
    Access access = thread.store(base + (index << 3), value);
    if (access != Access.OK) {
      throw new IllegalStateException("a store ended in " + access);
    }
  }

  private long load(long index) {
    Access access = thread.load(base + (index << 3));
    if (access != Access.OK) {
      throw new IllegalStateException("a load ended in " + access);
    }
    return thread.value();
  }

  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public long plainLoadRandom() {
    long sum = 0;
    for (int index : random) {
      sum += plain[index];
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public long modelLoadRandom() {
    long sum = 0;
    for (int index : random) {
      sum += load(index);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public long[] plainStoreRandom() {
    long value = 0;
    for (int index : random) {
      plain[index] = value++;
    }
    return plain;
  }

  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public long modelStoreRandom() {
    long value = 0;
    for (int index : random) {
      store(index, value++);
    }
    return value;
  }

  @Benchmark
  @OperationsPerInvocation(WORDS)
  public long plainLoadSequential() {
    long sum = 0;
    for (int index = 0; index < WORDS; index++) {
      sum += plain[index];
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(WORDS)
  public long modelLoadSequential() {
    long sum = 0;
    for (int index = 0; index < WORDS; index++) {
      sum += load(index);
    }
    return sum;
  }
}
