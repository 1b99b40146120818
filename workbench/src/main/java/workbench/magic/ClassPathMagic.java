package workbench.magic;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** {@code %classpath PATH|GLOB}: jars and folders of classes for later cells. */
final class ClassPathMagic implements Magic {
  private final Path folder;

  ClassPathMagic(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "classpath";
  }

  @Override
  public List<String[]> usage() {
    return List.<String[]>of(
        new String[] {"%classpath PATH", "a jar, a folder of classes, or a pattern (libs/*.jar)"});
  }

  @Override
  public List<Step> steps(Chunk.Magic call) {
    String wanted = call.argument();
    if (wanted.isEmpty()) {
      throw new MagicError("%classpath needs a path: %classpath PATH or %classpath libs/*.jar");
    }
    List<Path> found = hasPattern(wanted) ? matching(wanted) : List.of(folder.resolve(wanted));
    for (Path path : found) {
      check(path, wanted);
    }
    return List.of(new Step.ClassPath(found.stream().map(Path::normalize).toList()));
  }

  private static void check(Path path, String wanted) {
    if (!Files.exists(path)) {
      throw new MagicError("%%classpath %s: there is no %s".formatted(wanted, path.normalize()));
    }
    if (Files.isRegularFile(path) && !path.toString().endsWith(".jar")) {
      throw new MagicError(
          "%%classpath %s: %s is neither a jar nor a folder".formatted(wanted, path.normalize()));
    }
  }

  private static boolean hasPattern(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** What matches, by name; the search begins at the folder in front of the first wildcard. */
  private List<Path> matching(String wanted) {
    int wildcard = 0;
    while ("*?[{".indexOf(wanted.charAt(wildcard)) < 0) {
      wildcard++;
    }
    int slash = wanted.lastIndexOf('/', wildcard);
    Path base = folder.resolve(wanted.substring(0, Math.max(slash, 0))).normalize();
    if (slash == 0) {
      base = folder.getFileSystem().getPath("/");
    }
    String pattern = wanted.substring(slash + 1);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    Path from = base;
    try (Stream<Path> files = Files.walk(base, pattern.contains("**") ? 32 : depth(pattern))) {
      List<Path> found =
          files.filter(file -> matcher.matches(from.relativize(file))).sorted().toList();
      if (found.isEmpty()) {
        throw new MagicError("%%classpath %s: nothing in %s matches".formatted(wanted, base));
      }
      return found;
    } catch (IOException e) {
      throw new MagicError("%%classpath %s: cannot read %s".formatted(wanted, base));
    }
  }

  private static int depth(String pattern) {
    return 1 + (int) pattern.chars().filter(c -> c == '/').count();
  }
}
