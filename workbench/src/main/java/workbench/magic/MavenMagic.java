package workbench.magic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code %maven g:a:v}: an artifact and what it needs. Everything that a session has asked for is
 * resolved together each time, so that a later artifact cannot bring a second version of an earlier
 * one.
 */
final class MavenMagic implements Magic {
  private static final Pattern COORDINATES =
      Pattern.compile("[\\w.-]+:[\\w.-]+(:[\\w.-]+(:[\\w.-]+)?)?:[\\w.-]+");

  private final List<String> roots = new ArrayList<>();
  private final Map<String, ArtifactResolver.Resolved> loaded = new LinkedHashMap<>();
  private final Supplier<ArtifactResolver> resolvers;
  private @Nullable ArtifactResolver resolver;

  /**
   * @param resolvers gives the resolver when the first artifact is asked for
   */
  MavenMagic(Supplier<ArtifactResolver> resolvers) {
    this.resolvers = resolvers;
  }

  @Override
  public String name() {
    return "maven";
  }

  @Override
  public List<String[]> usage() {
    return List.<String[]>of(
        new String[] {"%maven G:A:V", "an artifact of a Maven repository, with what it needs"});
  }

  @Override
  public List<Step> steps(Chunk.Magic call) {
    List<String> wanted = List.of(call.argument().split("[\\s,]+"));
    for (String coordinates : wanted) {
      if (!COORDINATES.matcher(coordinates).matches()) {
        throw new MagicError(
            "%%maven: '%s' is no artifact; write %%maven group:artifact:version"
                .formatted(coordinates));
      }
    }
    if (resolver == null) {
      resolver = resolvers.get();
    }
    List<String> all = new ArrayList<>(roots);
    wanted.stream().filter(c -> !all.contains(c)).forEach(all::add);
    List<ArtifactResolver.Resolved> resolved = resolver.resolve(all);
    roots.clear();
    roots.addAll(all);
    return steps(wanted, resolved);
  }

  private List<Step> steps(List<String> wanted, List<ArtifactResolver.Resolved> resolved) {
    List<Path> paths = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (ArtifactResolver.Resolved artifact : resolved) {
      ArtifactResolver.Resolved before = loaded.putIfAbsent(artifact.id(), artifact);
      if (before == null) {
        paths.add(artifact.file());
      } else if (!before.version().equals(artifact.version())) {
        text.append(
            "%s:%s stays: it is loaded, and %s would need a new session\n"
                .formatted(before.id(), before.version(), artifact.version()));
      }
    }
    String jars = paths.size() == 1 ? "1 file" : paths.size() + " files";
    text.append("%s: %s on the class path\n".formatted(String.join(" ", wanted), jars));
    return List.of(new Step.ClassPath(paths), new Step.Print(text.toString()));
  }
}
