package mm.trace;

import static org.assertj.core.api.Assertions.assertThat;

import mm.config.Release;
import org.junit.jupiter.api.Test;

/**
 * What the replayer itself adds to a kernel: touchers, the monitor's policy, the order of events.
 */
class ReplayerTest {
  private static String log(String operations) {
    StringBuilder log = new StringBuilder();
    Trace trace = TraceParser.parse("mmtrace 1\n" + operations);
    Replayer.replay(trace, new ModelKernels(Release.V6_18), log);
    return log.toString();
  }

  private static String lastLine(String operations) {
    return log(operations).lines().toList().getLast();
  }

  private static final String WATCHED =
      """
      map A shmem 4
      uffd features=pagefault_flag_wp,wp_hugetlbfs_shmem
      register A * missing,wp
      """;

  @Test
  void sleepingToucherIsBusyAndOthersAreNot() {
    String log = log(WATCHED + "read A 1..2\nread A 3\nadvise A 0 populate_read\nmincore A *\n");
    assertThat(log)
        .contains("5: read A 1..2 -> blocked [P0 missing read A 1: none]\n")
        .contains("6: read A 3 -> busy\n")
        .contains("7: advise A 0 populate_read -> busy\n")
        .contains("8: mincore A * -> 0*4\n");
  }

  @Test
  void wokenToucherGoesOnWithinTheOperationThatWokeIt() {
    assertThat(lastLine(WATCHED + "write A 0..1 5\ncopy A 0 9\n"))
        .isEqualTo("6: copy A 0 9 -> ok 1 [P0 missing write A 1: none] [P0 resumed ok blocked]");
    assertThat(lastLine(WATCHED + "write A 0 5\ncopy A 0 9\n"))
        .isEqualTo("6: copy A 0 9 -> ok 1 [P0 resumed ok]");
  }

  @Test
  void wakeWithoutProgressShowsAnotherFaultAlone() {
    assertThat(lastLine(WATCHED + "read A 0\nwake A *\n"))
        .isEqualTo("6: wake A * -> ok [P0 missing read A 0: none]");
  }

  @Test
  void policyAnswersFaultsAsTheyComeAndNotThoseSeen() {
    String policy = "policy missing=copy-wp:100 wp=unprotect\n";
    assertThat(lastLine(WATCHED + "read A 2\n" + policy))
        .isEqualTo("6: policy missing=copy-wp:100 wp=unprotect -> ok");
    assertThat(lastLine(WATCHED + policy + "write A 3 1\n"))
        .isEqualTo(
            "6: write A 3 1 -> ok [P0 missing write A 3: copy-wp ok 1] [P0 wp write A 3: unprotect"
                + " ok]");
  }

  @Test
  void failedAnswerLeavesTheToucherAsleep() {
    String hugetlb = "machine hugepages=1\nmap A hugetlb 1\nuffd\nregister A * missing\n";
    assertThat(lastLine(hugetlb + "policy missing=zero\nread A 0\n"))
        .isEqualTo("7: read A 0 -> blocked [P0 missing read A 0: zero EINVAL]");
  }

  @Test
  void descriptorCallsWantADescriptor() {
    assertThat(log("map A anon 1\nwake A 0\nclose\nraw wp A 1 2 3\nuffd\nuffd\n"))
        .contains("3: wake A 0 -> EBADF\n")
        .contains("4: close -> EBADF\n")
        .contains("5: raw wp A 1 2 3 -> EBADF\n")
        .contains("6: uffd -> ok\n")
        .contains("7: uffd -> EBUSY\n");
  }

  @Test
  void modeBitsBeyondThirtyTwoAreUnknownOnes() {
    assertThat(lastLine(WATCHED + "raw wp A 0 0x1000 0x100000001\n"))
        .isEqualTo("5: raw wp A 0 0x1000 0x100000001 -> EINVAL");
  }

  @Test
  void forkedDescriptorBelongsToTheChild() {
    String forked =
        """
        map A anon 2
        uffd features=event_fork
        register A * missing
        fork P1
        close
        @P1 read A 0
        """;
    assertThat(log(forked))
        .contains("5: fork P1 -> ok [P0 fork P1]\n")
        .contains("7: @P1 read A 0 -> blocked [P1 missing read A 0: none]\n");
  }

  @Test
  void exitTakesABlockedToucherAlong() {
    assertThat(
            lastLine(
                "map A anon 2\nuffd features=event_fork\nregister A * missing\nfork P1\n"
                    + "@P1 read A 0\nexit P1\nread A 1\n"))
        .isEqualTo("8: read A 1 -> blocked [P0 missing read A 1: none]");
  }

  @Test
  void movedRegionIsCountedFromItsNewPlace() {
    assertThat(
            lastLine("map A anon 4\nuffd features=event_remap\nregister A * missing\nmremap A 6\n"))
        .isEqualTo("5: mremap A 6 -> ok [P0 remap A 0..3 to 0]");
    assertThat(lastLine("map A anon 4\nwrite A 3 9\nmremap A 6\nread A 3..5\n"))
        .isEqualTo("5: read A 3..5 -> 9 0*2");
  }
}
