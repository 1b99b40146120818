package mm.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mm.config.Release;

/**
 * The command {@code replay} without its command line: each method writes to the {@link Appendable}
 * it is given and returns the exit code. Exit codes are those of {@link ReplayedLog}; {@link
 * #DIFFERENT} if a comparison found a difference. Files that cannot be read or written are an
 * {@link UncheckedIOException}, folders without traces and traces without a recording an {@link
 * IllegalArgumentException}; both messages name the path and may be shown as they are.
 */
public final class Replay {
  /** Exit code of {@link #check} if a log differs from its recording. */
  public static final int DIFFERENT = 1;

  private static final String TRACE_SUFFIX = ".mmt";

  private final KernelFactory kernels;

  /** Replays on kernels that {@code kernels} boots, a fresh one for each trace. */
  public Replay(KernelFactory kernels) {
    this.kernels = kernels;
  }

  /** Replays on the modelled kernel of a release. */
  public static Replay on(Release release) {
    return new Replay(new ModelKernels(release));
  }

  /** Prints the log of one trace. */
  public int print(Path trace, Appendable out) {
    ReplayedLog log = ReplayedLog.of(trace, kernels);
    append(out, log.text());
    return log.exitCode();
  }

  /**
   * Writes the log of each trace to {@code NAME.log} in {@code folder}, which is made if need be. A
   * file is written whole or not at all. Says on {@code messages} which traces did not come to
   * their end; returns the largest exit code of all.
   */
  public int writeLogs(List<Path> traces, Path folder, Appendable messages) {
    List<Path> files = expand(traces);
    int exitCode = ReplayedLog.DONE;
    for (Path trace : files) {
      ReplayedLog log = ReplayedLog.of(trace, kernels);
      String name = String.valueOf(trace.getFileName()).replaceFirst("\\.mmt$", "");
      writeWhole(folder.resolve(name + ".log"), log.text());
      exitCode = Math.max(exitCode, log.exitCode());
      if (log.exitCode() != ReplayedLog.DONE) {
        append(messages, trace + ": " + lastLine(log.text()) + "\n");
      }
    }
    return exitCode;
  }

  /**
   * Compares the log of each trace, files or folders of them, with the {@code .log} beside it, and
   * writes a table by group with the first difference of each; {@code json}: an object for
   * machines.
   */
  public int check(List<Path> traces, boolean json, Appendable out) {
    Agreement agreement = Agreement.of(expand(traces), kernels);
    append(out, json ? AgreementText.json(agreement) : AgreementText.table(agreement));
    return agreement.differences().isEmpty() ? ReplayedLog.DONE : DIFFERENT;
  }

  /** The files among {@code paths} and the traces in all folders among them, sorted by folder. */
  public static List<Path> expand(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(tracesIn(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static List<Path> tracesIn(Path folder) {
    List<Path> found;
    try (Stream<Path> files = Files.walk(folder)) {
      found = files.filter(file -> file.toString().endsWith(TRACE_SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read folder '" + folder + "': " + e, e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no traces in '" + folder + "': expected files that end in " + TRACE_SUFFIX);
    }
    return found;
  }

  private static void writeWhole(Path file, String text) {
    try {
      Path folder = java.util.Objects.requireNonNull(file.toAbsolutePath().getParent());
      Files.createDirectories(folder);
      long pid = ProcessHandle.current().pid();
      Path part = folder.resolve("." + file.getFileName() + "." + pid + ".part");
      try {
        Files.writeString(part, text, StandardCharsets.ISO_8859_1);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write '" + file + "': " + e, e);
    }
  }

  private static String lastLine(String text) {
    String lines = text.stripTrailing();
    return lines.substring(lines.lastIndexOf('\n') + 1);
  }

  private static void append(Appendable out, String text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the output: " + e.getMessage(), e);
    }
  }
}
