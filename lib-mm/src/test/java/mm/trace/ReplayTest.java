package mm.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mm.config.Release;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final String GOOD = "mmtrace 1\nmap A shmem 4\nwrite A 0..1 7\nread A *\n";
  private static final String GOOD_LOG =
      """
      2: map A shmem 4 -> ok
      3: write A 0..1 7 -> ok*2
      4: read A * -> 7 8 0*2
      """;

  /** A guard over a uffd-wp marker of a file is tried again for ever. */
  private static final String ENDLESS =
      """
      mmtrace 1
      map A shmem 4
      uffd features=pagefault_flag_wp,wp_hugetlbfs_shmem
      register A * wp
      wp A * on
      advise A 0 guard_install
      read A 0
      """;

  private final Replay replay = Replay.on(Release.V6_18);
  private final StringBuilder out = new StringBuilder();

  @TempDir private Path folder;
  private Path good;

  @BeforeEach
  void writeTrace() throws IOException {
    good = write("good.mmt", GOOD);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void printsTheLog() {
    assertThat(replay.print(good, out)).isEqualTo(0);
    assertThat(out).hasToString(GOOD_LOG);
  }

  @Test
  void badTraceGivesNothingButItsError() throws IOException {
    Path bad = write("bad.mmt", GOOD + "read B 0\n");
    assertThat(replay.print(bad, out)).isEqualTo(2);
    assertThat(out).hasToString("error: line 5: unknown region 'B' in P0\n");
  }

  @Test
  void nothingFollowsAnOperationThatNeverReturns() throws IOException {
    assertThat(replay.print(write("endless.mmt", ENDLESS), out)).isEqualTo(4);
    assertThat(out.toString().lines().toList().getLast())
        .isEqualTo("6: advise A 0 guard_install -> hang");
  }

  @Test
  void brokenModelEndsTheLogWithItsReason() {
    KernelFactory broken =
        settings -> {
          throw new AssertionError("no such entry");
        };
    assertThat(ReplayedLog.of(GOOD, broken).exitCode()).isEqualTo(3);
    assertThat(ReplayedLog.of(GOOD, broken).text())
        .startsWith("model failed: java.lang.AssertionError: no such entry at ");
  }

  @Test
  void missingFileIsNamed() {
    Path missing = folder.resolve("none.mmt");
    assertThatThrownBy(() -> replay.print(missing, out))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void writesOneLogForEachTraceAndTellsOfTheBadOnes() throws IOException {
    Path bad = write("bad.mmt", "mmtrace 2\n");
    Path logs = folder.resolve("new/logs");
    assertThat(replay.writeLogs(List.of(good, bad), logs, out)).isEqualTo(2);
    assertThat(logs.resolve("good.log")).hasContent(GOOD_LOG);
    assertThat(logs.resolve("bad.log")).content().startsWith("error: line 1: ");
    assertThat(out).hasToString(bad + ": " + Files.readString(logs.resolve("bad.log")));
    try (Stream<Path> files = Files.list(logs)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void equalLogsAgree() throws IOException {
    write("good.log", GOOD_LOG);
    assertThat(replay.check(List.of(folder), false, out)).isEqualTo(0);
    assertThat(out)
        .hasToString(
            """
            group   agree  differ
            good        1       0
            all         1       0
            lines: 3 of 3 agree
            """);
  }

  @Test
  void firstDifferingLineIsShownInBothVersions() throws IOException {
    write("good.log", GOOD_LOG.replace("7 8", "7 9"));
    assertThat(replay.check(List.of(good), false, out)).isEqualTo(1);
    assertThat(out.toString())
        .contains("lines: 2 of 3 agree")
        .contains(
            "log line 3\n"
                + "  recorded: 4: read A * -> 7 9 0*2\n"
                + "  replayed: 4: read A * -> 7 8 0*2\n");
  }

  @Test
  void shorterLogDiffersAtItsEnd() throws IOException {
    write("good.log", GOOD_LOG.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
    assertThat(replay.check(List.of(good), false, out)).isEqualTo(1);
    assertThat(out.toString()).contains("  recorded: (end)\n");
  }

  @Test
  void wordsOfAnErrorAreFreeItsLineIsNot() throws IOException {
    Path bad = write("bad-header.mmt", "mmtrace 2\n");
    write("bad-header.log", "error: line 1: other words\n");
    assertThat(replay.check(List.of(bad), false, out)).isEqualTo(0);
    write("bad-header.log", "error: line 2: other words\n");
    assertThat(replay.check(List.of(bad), false, out)).isEqualTo(1);
  }

  @Test
  void jsonNamesEveryDifference() throws IOException {
    write("good.log", "2: \"a\\b\"\n");
    assertThat(replay.check(List.of(good), true, out)).isEqualTo(1);
    assertThat(out.toString())
        .contains("\"agree\": 0, \"differ\": 1, \"lines\": 1, \"equalLines\": 0")
        .contains("{\"group\": \"good\", \"agree\": 0, \"differ\": 1}")
        .contains("\"line\": 1, \"recorded\": \"2: \\\"a\\\\b\\\"\"");
  }

  @Test
  void randomTracesAreGroupedByProfile() throws IOException {
    Path random = Files.createDirectory(folder.resolve("random"));
    Files.writeString(random.resolve("mixed-thp-12.mmt"), GOOD);
    Files.writeString(random.resolve("mixed-thp-12.log"), GOOD_LOG);
    Agreement agreement =
        Agreement.of(Replay.expand(List.of(random)), new ModelKernels(Release.V6_18));
    assertThat(agreement.groups())
        .containsExactly(new Agreement.Group("random mixed-thp", 1, 0, null));
  }

  @Test
  void traceWithoutRecordingAndFolderWithoutTracesAreRefused() throws IOException {
    assertThatThrownBy(() -> replay.check(List.of(good), false, out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("good.log");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> replay.check(List.of(empty), false, out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(empty.toString());
  }
}
