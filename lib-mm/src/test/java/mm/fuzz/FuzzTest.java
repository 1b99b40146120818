package mm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import mm.Backing;
import mm.config.Release;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FuzzTest {
  @ParameterizedTest
  @EnumSource(Backing.class)
  void randomProgramsKeepTheCountsRight(Backing memory) {
    for (Release release : Release.values()) {
      Fuzz.Result result = Fuzz.run(release, memory, 20_000, 60, 8);

      assertThat(result.failure()).as("linux %s on %s", release, memory).isNull();
      assertThat(result.operations()).isGreaterThan(100);
    }
  }

  @Test
  void sameSeedIsTheSameProgram() {
    assertThat(RandomProgram.of(5, Backing.SHMEM, 40))
        .isEqualTo(RandomProgram.of(5, Backing.SHMEM, 40));
    assertThat(RandomProgram.of(5, Backing.SHMEM, 40))
        .isNotEqualTo(RandomProgram.of(6, Backing.SHMEM, 40));
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(Backing.class)
  void manyRandomProgramsKeepTheCountsRight(Backing memory) {
    for (Release release : Release.values()) {
      Fuzz.Result result = Fuzz.run(release, memory, 100_000, 60, 800);

      assertThat(result.failure()).as("linux %s on %s", release, memory).isNull();
    }
  }
}
