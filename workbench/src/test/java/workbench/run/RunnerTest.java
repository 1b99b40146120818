package workbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.notebook.BadNotebook;
import workbench.notebook.Notebook;
import workbench.notebook.NotebookFile;

class RunnerTest {
  private static final Path FIXTURES = Path.of("src/test/notebooks");

  @TempDir Path folder;
  private Folders folders;

  @BeforeEach
  void folders() {
    folders = Folders.under(folder);
  }

  private RunResult run(String fixture, Map<String, String> parameters) {
    return new Runner(folders, new CellListener() {}, null)
        .run(FIXTURES.resolve(fixture + ".ipynb"), parameters);
  }

  private String stored(String fixture) throws IOException {
    return Files.readString(folder.resolve(fixture + ".ipynb"));
  }

  @Test
  void outputsAreStored() throws IOException {
    RunResult result = run("outputs", Map.of());
    assertThat(result.failure()).isNull();
    assertThat(stored("outputs"))
        .contains("\"hello\\n\"", "execute_result", "\"7\"", "text/html", "display_data");
    assertThat(Files.readString(folder.resolve("datasets/rows.csv")))
        .isEqualTo("name,n\na,1\nb,2\n");
    assertThat(folder.resolve("plots/rows.png")).isNotEmptyFile();
    assertThat(folder.resolve("plots/rows.svg")).isNotEmptyFile();
  }

  @Test
  void runningTwiceGivesTheSameBytes() throws IOException {
    run("outputs", Map.of());
    String notebook = stored("outputs");
    byte[] png = Files.readAllBytes(folder.resolve("plots/rows.png"));
    byte[] svg = Files.readAllBytes(folder.resolve("plots/rows.svg"));
    run("outputs", Map.of());
    assertThat(stored("outputs")).isEqualTo(notebook);
    assertThat(Files.readAllBytes(folder.resolve("plots/rows.png"))).isEqualTo(png);
    assertThat(Files.readAllBytes(folder.resolve("plots/rows.svg"))).isEqualTo(svg);
  }

  @Test
  void executedCopyOfAnExecutedCopyIsTheSame() throws IOException {
    run("outputs", Map.of());
    String first = stored("outputs");
    new Runner(folders, new CellListener() {}, null).run(folder.resolve("outputs.ipynb"), Map.of());
    assertThat(stored("outputs")).isEqualTo(first);
  }

  @Test
  void failingCellStopsTheRestAndKeepsWhatRan() throws IOException {
    RunResult result = run("failing", Map.of());
    assertThat(result.failure()).isNotNull();
    assertThat(result.failure().cell()).isEqualTo(2);
    assertThat(result.failure().line()).isEqualTo(3);
    assertThat(result.failure().ename()).isEqualTo("IllegalStateException");
    assertThat(stored("failing"))
        .contains("before the failure", "IllegalStateException")
        .doesNotContain("never printed\\n");
  }

  @Test
  void failedClaimFailsTheNotebook() {
    RunResult result = run("claims", Map.of("n", "20"));
    assertThat(result.failure()).isNotNull();
    assertThat(result.claims()).containsExactly(new RunResult.Claim("n is small", false));
  }

  @Test
  void heldClaimsAreListed() {
    assertThat(run("claims", Map.of()).claims())
        .containsExactly(new RunResult.Claim("n is small", true));
  }

  @Test
  void parametersAreInjectedBehindTheirCell() {
    Notebook notebook = run("claims", Map.of("n", "4", "who", "a \"b\"")).notebook();
    assertThat(notebook.cells().get(1).hasTag(Parameters.INJECTED_TAG)).isTrue();
    assertThat(notebook.cells().get(1).source())
        .contains("int n = 4;", "String who = \"a \\\"b\\\"\";");
  }

  @Test
  void parametersAreListedWithTypeAndComment() {
    Notebook notebook = NotebookFile.read(FIXTURES.resolve("claims.ipynb"));
    assertThat(Parameters.of(notebook))
        .containsExactly(
            new Parameters.Parameter("n", "int", "3", "how many"),
            new Parameters.Parameter("who", "String", "\"x\"", ""));
  }

  @Test
  void unknownParameterIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> run("claims", Map.of("m", "4")))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("no parameter 'm'")
        .hasMessageContaining("n, who");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void parameterOfTheWrongTypeIsRefused() {
    assertThatThrownBy(() -> run("claims", Map.of("n", "many")))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("type int");
  }

  @Test
  void cellThatNeverEndsTimesOut() {
    RunResult result =
        new Runner(folders, new CellListener() {}, Duration.ofSeconds(2))
            .run(FIXTURES.resolve("endless.ipynb"), Map.of());
    assertThat(result.failure()).isNotNull();
    assertThat(result.failure().ename()).isEqualTo("Interrupted");
    assertThat(result.failure().evalue()).contains("2 s");
  }

  @Test
  void badFilesAreNamed() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.ipynb"), "{\n \"cells\": [\n");
    assertThatThrownBy(() -> NotebookFile.read(broken))
        .isInstanceOf(BadNotebook.class)
        .hasMessageContaining("broken.ipynb");
    Path other = Files.writeString(folder.resolve("other.ipynb"), "{\"a\": 1}");
    assertThatThrownBy(() -> NotebookFile.read(other)).hasMessageContaining("nbformat 4");
    assertThatThrownBy(() -> NotebookFile.read(folder.resolve("none.ipynb")))
        .hasMessageContaining("no such notebook");
  }

  @Test
  void unknownFieldsAreKept() throws IOException {
    run("failing", Map.of());
    assertThat(stored("failing")).contains("\"kept_as_it_is\": true");
  }
}
