package mm.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.config.Release;
import mm.trace.Agreement.Comparison;
import mm.trace.Agreement.Difference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays every recording of a real kernel on the model: the logs have to be equal. */
class RecordingsTest {
  private static final Path KERNELS = kernels();

  /** datasets/kernels, seen from the module's folder or from the top of the repository. */
  private static Path kernels() {
    String base = System.getProperty("basedir", "");
    Path fromModule = Path.of(base).resolve("../datasets/kernels").normalize();
    return Files.isDirectory(fromModule) ? fromModule : Path.of(base, "datasets/kernels");
  }

  @Test
  void allRecordingsAreThere() {
    assertEquals(780, Replay.expand(List.of(KERNELS)).size());
  }

  @TestFactory
  Stream<DynamicTest> linux618() {
    return groupsOf("6.18");
  }

  @TestFactory
  Stream<DynamicTest> linux612() {
    return groupsOf("6.12");
  }

  @TestFactory
  Stream<DynamicTest> linux61() {
    return groupsOf("6.1");
  }

  private static Stream<DynamicTest> groupsOf(String release) {
    KernelFactory kernels = new ModelKernels(Release.of(release));
    Map<String, List<Comparison>> groups =
        Agreement.of(Replay.expand(List.of(KERNELS.resolve(release))), kernels)
            .comparisons()
            .stream()
            .collect(Collectors.groupingBy(Comparison::group, TreeMap::new, Collectors.toList()));
    assertFalse(groups.isEmpty());
    return groups.entrySet().stream()
        .map(group ->
            DynamicTest.dynamicTest(
                release + " " + group.getKey(),
                () -> assertEquals("", differences(group.getValue()))));
  }

  /** The first differing line of each trace that differs, both versions. */
  private static String differences(List<Comparison> comparisons) {
    StringBuilder text = new StringBuilder();
    for (Comparison comparison : comparisons) {
      Difference difference = comparison.difference();
      if (difference != null) {
        text.append(comparison.trace()).append(", log line ").append(difference.line());
        text.append("\n  recorded: ").append(difference.recorded());
        text.append("\n  replayed: ").append(difference.replayed()).append('\n');
      }
    }
    return text.toString();
  }
}
