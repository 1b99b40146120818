package workbench.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that a run makes: written whole or not at all. */
public final class Products {
  private Products() {}

  /** Writes text in UTF-8. */
  public static void write(Path folder, String name, String text) {
    write(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes bytes to a temporary file beside the target and moves it into place.
   *
   * @throws IllegalArgumentException if the name is a path
   * @throws UncheckedIOException naming the file
   */
  public static void write(Path folder, String name, byte[] bytes) {
    if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
      throw new IllegalArgumentException("a plain file name is wanted, no path: name=" + name);
    }
    Path target = folder.resolve(name);
    Path part = folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.createDirectories(folder);
      Files.write(part, bytes);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    }
  }
}
