package workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String FIXTURES = "src/test/notebooks/";

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  private static Ended mmlab(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream toOut = new ByteArrayOutputStream();
    ByteArrayOutputStream toErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(toOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(toErr, true, StandardCharsets.UTF_8));
      int code = Main.execute(arguments);
      return new Ended(
          code, toOut.toString(StandardCharsets.UTF_8), toErr.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void aGoodNotebookEndsWithZero() {
    Ended ended = mmlab("run", FIXTURES + "claims.ipynb", "--out", folder.toString());
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("1 of 1 claims hold");
    assertThat(folder.resolve("reports/index.html")).isNotEmptyFile();
    assertThat(folder.resolve("reports/claims.html")).isNotEmptyFile();
  }

  @Test
  void aFailingNotebookEndsWithOneAndOneLineThatSaysWhere() {
    Ended ended = mmlab("run", FIXTURES + "failing.ipynb", "--out", folder.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .contains("failing.ipynb: cell 2, line 3: IllegalStateException: too bad");
    assertThat(folder.resolve("failing.ipynb")).isNotEmptyFile();
  }

  @Test
  void whatCannotBeRunEndsWithTwoAndASentence() {
    assertSentence(
        mmlab("run", "nowhere.ipynb", "--out", folder.toString()),
        "no such notebook: nowhere.ipynb");
    assertSentence(
        mmlab("run", FIXTURES + "claims.ipynb", "-p", "q=1", "--out", folder.toString()),
        "no parameter 'q'");
    assertSentence(mmlab("run", FIXTURES + "claims.ipynb", "--timeout", "0"), "positive number");
    assertSentence(mmlab("replay", "nowhere.mmt"), "no such trace: nowhere.mmt");
    assertSentence(mmlab("replay", "pom.xml", "--release", "4.2"), "unknown kernel release");
    assertSentence(mmlab("nonsense"), "nonsense");
    assertSentence(mmlab("series", "24"), "1 to 23");
    assertSentence(mmlab("fuzz", "--count", "0"), "--count");
  }

  private static void assertSentence(Ended ended, String part) {
    assertThat(ended.code()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains(part).doesNotContain("\tat ").doesNotContain("bug of mmlab");
  }

  @Test
  void badTraceEndsWithTwo() throws IOException {
    Path trace = Files.writeString(folder.resolve("bad.mmt"), "mmtrace 1\nfly A\n");
    Ended ended = mmlab("replay", trace.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).startsWith("error: line 2:");
  }

  @Test
  void recordingsAreCheckedByGroup() {
    Ended ended = mmlab("replay", "--check", "../datasets/kernels/6.18/by-subject/example.mmt");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("example");
  }

  @Test
  void differenceEndsWithOne() throws IOException {
    Files.writeString(folder.resolve("x.mmt"), "mmtrace 1\nmap A anon 1\n");
    Files.writeString(folder.resolve("x.log"), "2: map A anon 1 -> ENOMEM\n");
    assertThat(mmlab("replay", "--check", folder.toString()).code()).isEqualTo(1);
  }

  @Test
  void parametersAreListed() {
    assertThat(mmlab("params", FIXTURES + "claims.ipynb").out()).contains("how many");
  }
}
