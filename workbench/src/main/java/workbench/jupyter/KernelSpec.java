package workbench.jupyter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that tells Jupyter how to start this kernel.
 *
 * @param kernels the folder of all kernels, such as {@code ~/.local/share/jupyter/kernels}
 * @param name what front ends call it by: letters, digits, dots, hyphens, underscores
 */
public record KernelSpec(Path kernels, String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final String LOGO = "logo-svg.svg";

  public KernelSpec {
    if (!NAME.matcher(name).matches() || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "a kernel's name has letters, digits, dots, hyphens and underscores: --name " + name);
    }
  }

  /** Where it is. */
  public Path folder() {
    return kernels.resolve(name);
  }

  /**
   * Writes it, in the place of one that was there before. It is prepared beside its place and then
   * moved there, so that no front end ever finds half of it.
   *
   * @param launcher absolute path of the program that starts the kernel
   * @throws UncheckedIOException naming the folder
   */
  public void install(Path launcher) {
    Path part = beside("part");
    try {
      Files.createDirectories(kernels);
      delete(part);
      Files.createDirectory(part);
      Files.writeString(part.resolve("kernel.json"), json(launcher));
      try (InputStream logo = KernelSpec.class.getResourceAsStream(LOGO)) {
        if (logo != null) {
          Files.copy(logo, part.resolve(LOGO));
        }
      }
      replace(part);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder() + ": " + e, e);
    } finally {
      deleteQuietly(part);
    }
  }

  /** A folder cannot be moved over another one: the old one steps aside first. */
  private void replace(Path part) throws IOException {
    Path old = beside("old");
    boolean replaced = Files.exists(folder());
    if (replaced) {
      Files.move(folder(), old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(part, folder(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (replaced) {
        Files.move(old, folder(), StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    deleteQuietly(old);
  }

  /**
   * Removes it.
   *
   * @throws IllegalArgumentException if it is not there
   * @throws UncheckedIOException naming the folder
   */
  public void uninstall() {
    if (!Files.isRegularFile(folder().resolve("kernel.json"))) {
      throw new IllegalArgumentException("there is no kernel to uninstall at " + folder());
    }
    Path old = beside("old");
    try {
      Files.move(folder(), old, StandardCopyOption.ATOMIC_MOVE);
      delete(old);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder() + ": " + e, e);
    }
  }

  private Path beside(String suffix) {
    return kernels.resolve("." + name + "." + ProcessHandle.current().pid() + "." + suffix);
  }

  private static String json(Path launcher) throws JsonProcessingException {
    ObjectNode spec = Wire.object();
    List.of(launcher.toString(), "kernel", "start", "--connection-file", "{connection_file}")
        .forEach(spec.putArray("argv")::add);
    spec.put("display_name", "Java (mmlab)")
        .put("language", "java")
        .put("interrupt_mode", "message");
    spec.putObject("metadata").put("debugger", false);
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(spec) + "\n";
  }

  private static void deleteQuietly(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      // What is left has a name that no front end looks at.
      System.getLogger(KernelSpec.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove " + folder + ": " + e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
