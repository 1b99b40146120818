package workbench.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.ContextOverrides.AddRepositoriesOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarOutputStream;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbench.magic.ArtifactResolver;
import workbench.magic.ArtifactResolver.Resolved;
import workbench.magic.MagicError;

/** Resolves from a repository that is a folder, so that no test needs a network. */
class MavenResolverTest {
  @TempDir Path folder;

  private MavenResolver resolver;

  @BeforeEach
  void setUp() throws IOException {
    Path repository = folder.resolve("remote");
    publish(repository, "leaf", "1.0", "");
    publish(repository, "leaf", "2.0", "");
    publish(repository, "one", "1.0", dependency("leaf", "1.0", "compile"));
    publish(repository, "two", "1.0", dependency("leaf", "2.0", "compile"));
    publish(repository, "tested", "1.0", dependency("leaf", "1.0", "test"));
    publish(repository, "broken", "1.0", dependency("missing", "9", "compile"));
    resolver =
        new MavenResolver(
            ContextOverrides.create()
                .withUserSettings(false)
                .withLocalRepositoryOverride(folder.resolve("local"))
                .addRepositoriesOp(AddRepositoriesOp.REPLACE)
                .repositories(
                    List.of(
                        new RemoteRepository.Builder(
                                "test", "default", repository.toUri().toString())
                            .build()))
                .build());
  }

  @Test
  void artifactComesWithWhatItNeeds() {
    List<Resolved> resolved = resolver.resolve(List.of("org.test:one:1.0"));
    assertThat(resolved).extracting(Resolved::id).containsExactly("org.test:one:jar", "org.test:leaf:jar");
    assertThat(resolved).extracting(Resolved::file).allMatch(Files::isRegularFile);
  }

  @Test
  void whatIsNeededForTestsAloneStaysAway() {
    assertThat(resolver.resolve(List.of("org.test:tested:1.0")))
        .extracting(Resolved::id)
        .containsExactly("org.test:tested:jar");
  }

  @Test
  void rootsTogetherGiveOneVersionOfEach() {
    assertThat(resolver.resolve(List.of("org.test:one:1.0", "org.test:two:1.0")))
        .filteredOn(artifact -> artifact.id().equals("org.test:leaf:jar"))
        .extracting(Resolved::version)
        .containsExactly("1.0");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> resolver.resolve(List.of("org.test:nothing:1.0")))
        .isInstanceOf(MagicError.class)
        .hasMessageContaining("org.test:nothing:jar:1.0");
    assertThatThrownBy(() -> resolver.resolve(List.of("org.test:broken:1.0")))
        .isInstanceOf(MagicError.class)
        .hasMessageContaining("org.test:missing:jar:9");
  }

  @Test
  void sessionsFindIt() {
    assertThat(ServiceLoader.load(ArtifactResolver.class))
        .singleElement()
        .isInstanceOf(MavenResolver.class);
  }

  private static String dependency(String artifact, String version, String scope) {
    return """
    <dependencies><dependency>
      <groupId>org.test</groupId><artifactId>%s</artifactId><version>%s</version><scope>%s</scope>
    </dependency></dependencies>
    """
        .formatted(artifact, version, scope);
  }

  private static void publish(Path repository, String artifact, String version, String dependencies)
      throws IOException {
    Path place = repository.resolve("org/test").resolve(artifact).resolve(version);
    Files.createDirectories(place);
    Files.writeString(
        place.resolve(artifact + "-" + version + ".pom"),
        """
        <project><modelVersion>4.0.0</modelVersion>
        <groupId>org.test</groupId><artifactId>%s</artifactId><version>%s</version>
        %s</project>
        """
            .formatted(artifact, version, dependencies));
    Path jar = place.resolve(artifact + "-" + version + ".jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.setComment(artifact);
    }
  }
}
