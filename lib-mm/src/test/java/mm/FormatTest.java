package mm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds all sources of the repository against google-java-format; {@code -Dformat.apply=true}
 * rewrites them.
 */
class FormatTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void sourcesAreFormatted() throws IOException {
    boolean apply = Boolean.getBoolean("format.apply");
    List<Path> different =
        sources().parallelStream()
            .filter(file -> !isFormatted(file, apply))
            .map(ROOT::relativize)
            .toList();
    assertThat(different)
        .as(
            "not as google-java-format has them; mvn test -pl lib-mm -Dtest=FormatTest"
                + " -Dformat.apply=true mends it")
        .isEmpty();
  }

  /** Whether a file is as it should be; with {@code apply} it is made so. */
  private static boolean isFormatted(Path file, boolean apply) {
    try {
      String text = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(text);
      if (apply && !formatted.equals(text)) {
        Files.writeString(file, formatted);
      }
      return apply || formatted.equals(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or write " + file, e);
    } catch (FormatterException e) {
      throw new AssertionError(file + " is no Java that the formatter knows", e);
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : List.of("lib-mm", "workbench")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src"))) {
        all.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    return files;
  }
}
