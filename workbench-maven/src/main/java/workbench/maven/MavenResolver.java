package workbench.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import workbench.magic.ArtifactResolver;
import workbench.magic.MagicError;

/**
 * Maven's resolver, set up by MIMA as the user's own Maven is: local repository, mirrors, proxies
 * and repositories of the settings.
 */
public final class MavenResolver implements ArtifactResolver {
  private final ContextOverrides overrides;

  /** With the settings of the user. */
  public MavenResolver() {
    this(ContextOverrides.create().withUserSettings(true).build());
  }

  MavenResolver(ContextOverrides overrides) {
    this.overrides = overrides;
  }

  @Override
  public List<Resolved> resolve(List<String> coordinates) {
    List<Dependency> roots =
        coordinates.stream()
            .map(c -> new Dependency(new DefaultArtifact(c), JavaScopes.RUNTIME))
            .toList();
    try (Context context = new StandaloneStaticRuntime().create(overrides)) {
      CollectRequest collect =
          new CollectRequest(roots, List.of(), context.remoteRepositories());
      DependencyRequest request =
          new DependencyRequest(
              collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
      return context
          .repositorySystem()
          .resolveDependencies(context.repositorySystemSession(), request)
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .filter(artifact -> artifact.getExtension().equals("jar"))
          .map(MavenResolver::resolved)
          .toList();
    } catch (DependencyResolutionException e) {
      throw new MagicError("%maven: " + reason(e));
    }
  }

  private static Resolved resolved(Artifact artifact) {
    return new Resolved(
        ArtifactIdUtils.toVersionlessId(artifact),
        artifact.getVersion(),
        artifact.getFile().toPath());
  }

  /** The innermost message: it names the artifact and where it was looked for. */
  private static String reason(Throwable thrown) {
    Throwable inner = thrown;
    while (inner.getCause() != null && inner.getCause().getMessage() != null) {
      inner = inner.getCause();
    }
    String message = String.valueOf(inner.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
