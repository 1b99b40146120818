package workbench.magic;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Finds the {@link ArtifactResolver}: on the class path, or in the folder {@code maven} beside the
 * workbench's jar. There its libraries stand apart because they are no modules: two of them have
 * packages in common.
 */
final class Resolvers {
  private Resolvers() {}

  /**
   * The resolver.
   *
   * @throws MagicError if this workbench was put together without it
   */
  static ArtifactResolver find() {
    ClassLoader own = Resolvers.class.getClassLoader();
    File[] jars = beside().toFile().listFiles((folder, name) -> name.endsWith(".jar"));
    ClassLoader loader = jars == null ? own : new URLClassLoader("maven", urls(jars), own);
    return ServiceLoader.load(ArtifactResolver.class, loader)
        .findFirst()
        .orElseThrow(
            () -> new MagicError("%maven: the resolver is not there; it belongs in " + beside()));
  }

  private static Path beside() {
    try {
      var source = Resolvers.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).resolveSibling("maven");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL[] urls(File[] jars) {
    URL[] urls = new URL[jars.length];
    for (int i = 0; i < jars.length; i++) {
      try {
        urls[i] = jars[i].toURI().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
    return urls;
  }
}
