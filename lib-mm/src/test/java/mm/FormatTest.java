package mm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
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
  void sourcesAreFormatted() throws IOException, FormatterException {
    boolean apply = Boolean.getBoolean("format.apply");
    Formatter formatter = new Formatter();
    List<Path> different = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      String formatted = formatter.formatSourceAndFixImports(text);
      if (!formatted.equals(text)) {
        if (apply) {
          Files.writeString(file, formatted);
        } else {
          different.add(ROOT.relativize(file));
        }
      }
    }
    assertThat(different)
        .as(
            "not as google-java-format has them; mvn test -pl lib-mm -Dtest=FormatTest"
                + " -Dformat.apply=true mends it")
        .isEmpty();
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
