package mm.workload;

import static mm.Sizes.MiB;
import static mm.Sizes.pages;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mm.Backing;
import mm.Machine;
import mm.MachineConfig;
import mm.config.Trait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UmapSortTest {
  private static final Map<String, PageCounts> REFERENCES = new ConcurrentHashMap<>();

  /**
   * The counts of the deterministic model of umapsort, for each size; the last row is 2 MiB pages.
   */
  @ParameterizedTest
  @CsvSource({
    "256, 64, 4096, 208, 1015, 1271, 717, 973",
    "256, 128, 4096, 156, 702, 958, 623, 879",
    "256, 192, 4096, 114, 533, 789, 532, 788",
    "1024, 256, 4096, 816, 3978, 5002, 2801, 3825",
    "1024, 512, 4096, 612, 2754, 3778, 2448, 3472",
    "1024, 768, 4096, 462, 2156, 3180, 2156, 3180",
    "4096, 1024, 4096, 3280, 15785, 19881, 11071, 15167",
    "4096, 2048, 4096, 2460, 11070, 15166, 9839, 13935",
    "4096, 3072, 4096, 1842, 8596, 12692, 8596, 12692",
    "16384, 8192, 4096, 9828, 44226, 60610, 39312, 55696",
    "64, 32, 2097152, 42, 182, 246, 158, 222"
  })
  void referenceGivesTheKnownCounts(
      int pages,
      int buffer,
      int pageBytes,
      long init,
      long sorted,
      long reads,
      long wp,
      long writes) {
    assertThat(UmapReference.run(pages, buffer, pageBytes))
        .isEqualTo(new PageCounts(init, sorted, reads, pages, wp, writes));
  }

  @ParameterizedTest
  @CsvSource({
    "anon, 256, 64, false",
    "anon, 1024, 512, true",
    "shmem, 256, 64, false",
    "shmem, 256, 192, true",
    "shmem, 1024, 256, false",
    "shmem, 1024, 512, true",
    "shmem, 4096, 2048, true",
    "shmem, 16384, 8192, false",
    "shmem, 16384, 8192, true",
    "anon, 16384, 8192, false",
    "anon, 16384, 8192, true",
    "shmem-private, 1024, 512, false",
    "hugetlb, 32, 16, false",
    "hugetlb, 32, 16, true",
    "hugetlb, 64, 32, false",
    "hugetlb, 64, 32, true",
    "hugetlb-private, 64, 32, false",
    "hugetlb-private, 64, 32, true"
  })
  void kernelDoesNotChangeTheCounts(String memory, int pages, int buffer, boolean swap) {
    Backing backing = Backing.of(memory);
    UmapSort sort = sort(backing, pages, buffer);
    Machine machine = machine(backing, buffer, swap).boot();

    UmapSortResult result = sort.run(machine);

    assertThat(result.verdict()).isEqualTo("sorted");
    assertThat(result.pageCounts())
        .isEqualTo(REFERENCES.computeIfAbsent(pages + "/" + buffer, key -> sort.reference()));
    assertThat(result.umap().lostWrites()).isZero();
    assertIdentities(result);
    if (swap && !backing.isHugetlb()) {
      assertThat(result.pswpin()).isPositive();
    }
    machine.check();
  }

  private static void assertIdentities(UmapSortResult result) {
    UmapCounts umap = result.umap();
    assertThat(umap.copiesPlain()).isEqualTo(umap.missWrites());
    assertThat(umap.copiesWp()).isEqualTo(umap.missReads());
    assertThat(umap.disarms()).isEqualTo(umap.wpEvents());
    assertThat(umap.arms()).isEqualTo(umap.storeWrites());
    assertThat(umap.storeWrites()).isEqualTo(umap.missWrites() + umap.wpEvents());
  }

  private static UmapSort sort(Backing backing, int pages, int buffer) {
    return UmapSort.of(pages * backing.pageBytes())
        .on(backing)
        .buffer(buffer * backing.pageBytes());
  }

  /** With swap, RAM holds three quarters of the buffer; without, all of it. */
  private static MachineConfig machine(Backing backing, int buffer, boolean swap) {
    if (backing.isHugetlb()) {
      MachineConfig huge = Machine.x86_64().ram(MiB(4)).hugePages(buffer + 2);
      return swap ? huge.swap(MiB(16)) : huge;
    }
    return swap
        ? Machine.x86_64().ram(pages(buffer * 3L / 4)).swap(pages(4L * buffer))
        : Machine.x86_64().ram(pages(buffer + 64L));
  }

  @ParameterizedTest
  @EnumSource(
      value = Trait.class,
      names = {"ZAP_KEEPS_UFFD_WP", "SHMEM_COPY_HONOURS_WP", "SWAP_OUT_KEEPS_UFFD_WP"})
  void lostProtectionIsCaught(Trait lost) {
    Backing backing = lost == Trait.SWAP_OUT_KEEPS_UFFD_WP ? Backing.ANON : Backing.SHMEM;
    UmapSort sort = sort(backing, 256, 64);

    UmapSortResult result = sort.run(machine(backing, 64, true).lacking(lost).boot());

    assertThat(result.ok()).as("a kernel that lacks " + lost + ": " + result.verdict()).isFalse();
  }

  @Test
  void lostProtectionOfHugetlbCopyIsCaught() {
    UmapSort sort = sort(Backing.HUGETLB, 16, 8);

    UmapSortResult result =
        sort.run(machine(Backing.HUGETLB, 8, false).lacking(Trait.HUGETLB_COPY_HONOURS_WP).boot());

    assertThat(result.ok()).as(result.verdict()).isFalse();
  }
}
