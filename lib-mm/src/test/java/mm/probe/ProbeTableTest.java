package mm.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Short programs with what Linux 6.18 answered: the probe table, each on every kind of memory, and
 * the golden sequences. Steps and answers stand in {@code probes.txt} and {@code golden.txt}.
 */
class ProbeTableTest {
  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource({"probes", "goldenSequences"})
  void modelAnswersAsTheKernel(
      String id, ProbeMemory memory, String setup, String script, String expected) {
    assertThat(new Probe(memory, setup).run(script))
        .as("%s on %s: %s", id, memory, script)
        .isEqualTo(expected);
  }

  static List<Arguments> probes() throws IOException {
    return rows("probes.txt");
  }

  static List<Arguments> goldenSequences() throws IOException {
    return rows("golden.txt");
  }

  private static List<Arguments> rows(String name) throws IOException {
    List<Arguments> probes = new ArrayList<>();
    try (InputStream in = Objects.requireNonNull(ProbeTableTest.class.getResourceAsStream(name))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> addRow(probes, line));
    }
    return probes;
  }

  private static void addRow(List<Arguments> probes, String line) {
    String[] fields = line.split("\\|", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException("a row has 5 fields: line=" + line);
    }
    for (String memory : fields[1].strip().split(" +")) {
      probes.add(
          Arguments.of(
              fields[0].strip(),
              ProbeMemory.of(memory),
              fields[2].strip(),
              fields[3].strip(),
              fields[4].strip()));
    }
  }
}
