package workbench.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import workbench.magic.ArtifactResolver.Resolved;

class MavenMagicTest {
  private final List<List<String>> asked = new ArrayList<>();
  private List<Resolved> answer = List.of();
  private final MavenMagic magic =
      new MavenMagic(() ->
          coordinates -> {
            asked.add(coordinates);
            if (coordinates.contains("g:absent:1")) {
              throw new MagicError("not there");
            }
            return answer;
          });

  private List<Step> maven(String argument) {
    return magic.steps(new Chunk.Magic("maven", argument, 1, "", false));
  }

  private static Resolved artifact(String id, String version) {
    return new Resolved(id, version, Path.of(id.replace(':', '-') + "-" + version + ".jar"));
  }

  @Test
  void laterArtifactsAreResolvedTogetherWithTheEarlierOnes() {
    maven("g:a:1");
    maven("g:b:1 g:c:1");
    assertThat(asked).containsExactly(List.of("g:a:1"), List.of("g:a:1", "g:b:1", "g:c:1"));
  }

  @Test
  void whatCannotBeHadIsNotAskedForAgain() {
    assertThatThrownBy(() -> maven("g:absent:1")).isInstanceOf(MagicError.class);
    maven("g:a:1");
    assertThat(asked.getLast()).containsExactly("g:a:1");
  }

  @Test
  void loadedVersionsStayAndTheReaderIsTold() {
    answer = List.of(artifact("g:a", "1"), artifact("g:leaf", "1"));
    assertThat(maven("g:a:1"))
        .contains(new Step.ClassPath(List.of(Path.of("g-a-1.jar"), Path.of("g-leaf-1.jar"))));
    answer = List.of(artifact("g:a", "1"), artifact("g:b", "1"), artifact("g:leaf", "2"));
    assertThat(maven("g:b:1"))
        .containsExactly(
            new Step.ClassPath(List.of(Path.of("g-b-1.jar"))),
            new Step.Print(
                "g:leaf:1 stays: it is loaded, and 2 would need a new session\n"
                    + "g:b:1: 1 file on the class path\n"));
  }
}
