package mm.probe;

import static mm.abi.Mman.*;
import static mm.abi.Uffd.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.IntStream;
import mm.Machine;
import mm.MemFile;
import mm.Task;
import mm.UserThread;
import mm.Userfaultfd;
import mm.abi.Access;
import mm.abi.Errno;
import mm.abi.Thp;
import org.junit.jupiter.api.Test;

/** What Linux 6.18 did with protected transparent huge pages, and with two threads on one page. */
class HugePageProbeTest {
  private static final long START = 1L << 40;
  private static final long HUGE = 2L << 20;
  private static final long PAGE = 4096;

  private final Machine machine =
      Machine.x86_64().ram(16L << 20).thp(Thp.ALWAYS).shmemThp(Thp.ALWAYS).boot();
  private final Task task = machine.spawn("probe");
  private final UserThread thread = task.thread();
  private final Userfaultfd uffd =
      Objects.requireNonNull(
          task.userfaultfd(FEATURE_PAGEFAULT_FLAG_WP | FEATURE_WP_HUGETLBFS_SHMEM));

  private void anon() {
    map(MAP_PRIVATE | MAP_ANONYMOUS, null);
  }

  private void shmem() {
    map(MAP_SHARED, machine.memfd("huge", HUGE, false));
  }

  private void map(int flags, @org.jspecify.annotations.Nullable MemFile file) {
    assertThat(task.mmap(START, HUGE, PROT_READ | PROT_WRITE, flags | MAP_FIXED, file, 0))
        .isEqualTo(START);
    assertThat(thread.store(START, 7)).isEqualTo(Access.OK);
    assertThat(present()).isEqualTo(512);
    assertThat(uffd.register(START, HUGE, REGISTER_MODE_WP)).isPositive();
  }

  private void arm(long bytes) {
    assertThat(uffd.writeprotect(START, bytes, WRITEPROTECT_MODE_WP)).isZero();
  }

  private void disarm(long bytes) {
    assertThat(uffd.writeprotect(START, bytes, 0)).isZero();
  }

  private long count(int bit) {
    return IntStream.range(0, 512)
        .filter(i -> (task.pagemap(START + i * PAGE) >>> bit & 1) != 0)
        .count();
  }

  private long present() {
    return count(63);
  }

  private long protectedPages() {
    return count(57);
  }

  private boolean mappedHuge() {
    return task.smaps(START, START + HUGE).anonHuge() != 0;
  }

  private long faultsOfWritingAll() {
    long before = task.counters().minflt();
    for (long at = START; at < START + HUGE; at += PAGE) {
      assertThat(thread.store(at, 8)).isEqualTo(Access.OK);
    }
    return task.counters().minflt() - before;
  }

  @Test
  void protectingPartOfAnonHugePageSplitsIt() {
    anon();
    assertThat(mappedHuge()).isTrue();
    arm(PAGE);
    assertThat(mappedHuge()).isFalse();
    assertThat(protectedPages()).isOne();
    assertThat(present()).isEqualTo(512);
    machine.check();
  }

  @Test
  void anonHugePageIsProtectedWhole() {
    anon();
    arm(HUGE);
    assertThat(mappedHuge()).isTrue();
    assertThat(protectedPages()).isEqualTo(512);
    disarm(HUGE);
    assertThat(mappedHuge()).isTrue();
    assertThat(protectedPages()).isZero();
    assertThat(faultsOfWritingAll()).isZero();
    machine.check();
  }

  @Test
  void unprotectingPartOfAnonHugePageSplitsIt() {
    anon();
    arm(HUGE);
    disarm(PAGE);
    assertThat(mappedHuge()).isFalse();
    assertThat(protectedPages()).isEqualTo(511);
    machine.check();
  }

  @Test
  void protectingPartOfShmemHugePageDropsItsMapping() {
    shmem();
    arm(PAGE);
    assertThat(present()).isZero();
    assertThat(protectedPages()).isOne();
    assertThat(task.smaps(START, START + HUGE).rss()).isZero();
    assertThat(thread.load(START + 5 * PAGE)).isEqualTo(Access.OK);
    assertThat(present()).as("no fault-around under WP").isOne();
    machine.check();
  }

  @Test
  void shmemHugePageProtectedWholeBecomesMarkers() {
    shmem();
    arm(HUGE);
    assertThat(present()).isZero();
    assertThat(protectedPages()).isEqualTo(512);
    disarm(HUGE);
    assertThat(protectedPages()).isZero();
    assertThat(faultsOfWritingAll()).isEqualTo(512);
    assertThat(thread.load(START)).isEqualTo(Access.OK);
    assertThat(thread.value()).isEqualTo(8);
    machine.check();
  }

  @Test
  void collapseRefusesProtectedPages() {
    anon();
    arm(PAGE);
    assertThat(task.madvise(START, HUGE, MADV_COLLAPSE)).isEqualTo(-Errno.EINVAL);
    disarm(PAGE);
    assertThat(task.madvise(START, HUGE, MADV_COLLAPSE)).isZero();
    assertThat(mappedHuge()).isTrue();
    machine.check();
  }

  @Test
  void collapseOfSharedMemoryRegisteredForWritesIsRefused() {
    shmem();
    arm(PAGE);
    disarm(PAGE);
    assertThat(task.madvise(START, HUGE, MADV_COLLAPSE)).isEqualTo(-Errno.EINVAL);
    machine.check();
  }

  @Test
  void oneUnprotectionWakesBothWriters() {
    shmem();
    arm(PAGE);
    UserThread other = task.thread();
    assertThat(thread.store(START, 1)).isEqualTo(Access.BLOCKED);
    assertThat(other.store(START, 2)).isEqualTo(Access.BLOCKED);
    disarm(PAGE);
    assertThat(thread.asleep()).isFalse();
    assertThat(other.asleep()).isFalse();
    assertThat(thread.store(START, 1)).isEqualTo(Access.OK);
    assertThat(other.store(START, 2)).isEqualTo(Access.OK);
    machine.check();
  }
}
