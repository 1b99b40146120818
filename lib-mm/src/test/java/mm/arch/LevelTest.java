package mm.arch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelTest {
  /** 0x7f12_3456_7000 as the four indices and the offset that the hardware cuts it into. */
  private static final long ADDRESS = (254L << 39) | (72L << 30) | (419L << 21) | (359L << 12);

  @Test
  void indices() {
    assertThat(Level.PGD.index(ADDRESS)).isEqualTo(254);
    assertThat(Level.PUD.index(ADDRESS)).isEqualTo(72);
    assertThat(Level.PMD.index(ADDRESS)).isEqualTo(419);
    assertThat(Level.PTE.index(ADDRESS)).isEqualTo(359);
    assertThat(Level.PTE.index(ADDRESS + 4095)).isEqualTo(359);
    assertThat(Level.PTE.index(ADDRESS + 4096)).isEqualTo(360);
  }

  @Test
  void spans() {
    assertThat(Level.PTE.spanBytes()).isEqualTo(4096);
    assertThat(Level.PMD.spanBytes()).isEqualTo(2 << 20);
    assertThat(Level.PUD.spanBytes()).isEqualTo(1 << 30);
    assertThat(Level.PGD.spanBytes()).isEqualTo(512L << 30);
    assertThat(Level.PMD.spanPages()).isEqualTo(Level.ENTRIES);
    assertThat(Level.PMD.floor(ADDRESS + 5)).isEqualTo((254L << 39) | (72L << 30) | (419L << 21));
  }

  @Test
  void pageSizes() {
    assertThat(PageSize.KIB_4.bytes()).isEqualTo(4096);
    assertThat(PageSize.MIB_2.bytes()).isEqualTo(2 << 20);
    assertThat(PageSize.MIB_2.pages()).isEqualTo(512);
  }
}
