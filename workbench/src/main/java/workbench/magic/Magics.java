package workbench.magic;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The magics of one session. */
public final class Magics {
  private final List<Magic> all;

  /**
   * @param folder what relative paths are relative to
   */
  public Magics(Path folder) {
    all =
        List.of(
            new MavenMagic(Resolvers::find),
            new ClassPathMagic(folder),
            new LoadMagic(folder),
            new TimeMagic(),
            new HelpMagic(this));
  }

  /**
   * What the session has to do.
   *
   * @throws MagicError if there is no such magic, or it cannot do what it is asked for
   */
  public List<Step> steps(Chunk.Magic call) {
    Magic magic =
        all.stream()
            .filter(m -> m.name().equals(call.name()))
            .findFirst()
            .orElseThrow(() -> unknown(call));
    if (call.ofCell() && !magic.takesCell()) {
      throw new MagicError(
          "%s takes no cell, only its own line; write %%%s".formatted(call.written(), call.name()));
    }
    return magic.steps(call);
  }

  private MagicError unknown(Chunk.Magic call) {
    String known = all.stream().map(m -> "%" + m.name()).collect(Collectors.joining(", "));
    return new MagicError(
        "there is no magic %s; there are %s, and %%help tells what they do"
            .formatted(call.written(), known));
  }

  /** The names that may stand behind a {@code %}. */
  public List<String> names() {
    return all.stream().map(Magic::name).toList();
  }

  /** A line for each way to write a magic, and what it does. */
  List<String[]> usage() {
    return all.stream().flatMap(m -> m.usage().stream()).toList();
  }
}
