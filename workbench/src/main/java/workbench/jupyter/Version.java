package workbench.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of mmlab, as the build wrote it. */
final class Version {
  private Version() {}

  static String current() {
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return properties.getProperty("version", "0");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read version.properties: " + e.getMessage(), e);
    }
  }
}
