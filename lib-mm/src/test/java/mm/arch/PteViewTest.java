package mm.arch;

import static org.assertj.core.api.Assertions.assertThat;

import mm.arch.SwapTypes.DeviceTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PteViewTest {
  /** As in 5.19 with all options: areas below 22, marker 30, swap-in error 31. */
  private static final SwapTypes TYPES = SwapTypes.of(DeviceTypes.FOUR, 3, true, true, true);

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, NONE, -, -",
    "0000000000000060, NONE, -, -",
    "8000000012345867, PRESENT, pfn 0x12345, write young dirty soft-dirty",
    "8000000012345425, PRESENT, pfn 0x12345, young uffd-wp",
    "000fffffedcba960, PRESENT, pfn 0x12345, prot-none young dirty soft-dirty",
    "80000000122008e7, PRESENT, pfn 0x12200, write young dirty soft-dirty leaf",
    "07fffffffffffc00, SWAP, type 0 offset 0x1, -",
    "07fffffffffffc0e, SWAP, type 0 offset 0x1, exclusive soft-dirty uffd-wp",
    "afffffffffdb9604, SWAP, type 21 offset 0x1234, uffd-wp",
    "b7fffffffffdfe00, HWPOISON, type 22 pfn 0x100, -",
    "bffffffffffdfe00, MIGRATION, type 23 pfn 0x100, -",
    "c7fffffffffdfe00, MIGRATION, type 24 pfn 0x100, exclusive",
    "cffffffffffdfe04, MIGRATION, type 25 pfn 0x100, write uffd-wp",
    "d7fffffffffdfe00, DEVICE, type 26 pfn 0x100, -",
    "effffffffffdfe00, DEVICE, type 29 pfn 0x100, -",
    "f7fffffffffffc00, MARKER, type 30 offset 0x1, uffd-wp",
    "f7fffffffffffe00, MARKER, type 30 offset 0x0, -",
    "f7fffffffffffa00, POISON, type 30 offset 0x2, poisoned",
    "f7fffffffffff800, POISON, type 30 offset 0x3, uffd-wp poisoned",
    "f7fffffffffff600, GUARD, type 30 offset 0x4, guard",
    "fffffffffffdfe00, POISON, type 31 offset 0x100, -",
  })
  void decodes(String raw, PteView.Kind kind, String target, String flags) {
    PteView view = PteView.of(X86_64.INSTANCE, TYPES, Long.parseUnsignedLong(raw, 16));
    assertThat(view).isEqualTo(new PteView(X86_64.INSTANCE, kind, raw, target, flags));
    assertThat(view.word()).isEqualTo(Long.parseUnsignedLong(raw, 16));
  }

  @Test
  void decodesArm64() {
    PteView view = PteView.of(Arm64.V6_10, TYPES, 0x1780);
    assertThat(view).hasToString("marker type 30 offset 0x1 uffd-wp 0000000000001780");
    assertThat(PteView.of(Arm64.V5_19, TYPES, 0x1f0).kind()).isEqualTo(PteView.Kind.MARKER);
  }

  @Test
  void entriesAboveTheLowestLevelMayBeTables() {
    long table = X86_64.INSTANCE.table(7);
    assertThat(PteView.of(X86_64.INSTANCE, TYPES, table, Level.PMD).kind())
        .isEqualTo(PteView.Kind.TABLE);
    assertThat(PteView.of(X86_64.INSTANCE, TYPES, table, Level.PUD).target()).isEqualTo("node 7");
    assertThat(PteView.of(X86_64.INSTANCE, TYPES, table, Level.PTE).kind())
        .isEqualTo(PteView.Kind.PRESENT);
    assertThat(PteView.of(X86_64.INSTANCE, TYPES, 0x80000000122008e7L, Level.PMD).kind())
        .isEqualTo(PteView.Kind.PRESENT);
  }

  @Test
  void drawsMarker() {
    assertThat(PteView.of(X86_64.INSTANCE, TYPES, 0xf7fffffffffffc00L).draw())
        .isEqualTo(
            """
             63-59     58-9      8 7 6 5 4  3    2   1  0
            +-----+-------------+-+-+-+-+-+----+----+--+-+
            | 1e  |3fffffffffffe|0|0|0|0|0| 0  | 0  |0 |0|
            |type |   ~offset   |0|0|-|-|-|EXCL|UFFD|SD|P|
            +-----+-------------+-+-+-+-+-+----+----+--+-+\
            """);
  }

  @Test
  void drawsArm64() {
    assertThat(PteView.of(Arm64.V6_10, TYPES, 0x0460000012345fc3L).draw().lines().toList())
        .hasSize(5)
        .element(3)
        .asString()
        .isEqualTo(
            "|  -  |UFFD|- |SPEC|D |UXN|PXN|CONT|W |  -  |   pfn   |nG|AF|SH"
                + " |RO|US|-|ATTR|TABLE|VALID|");
  }

  @Test
  void namesInvertedFields() {
    assertThat(PteView.of(X86_64.INSTANCE, TYPES, 0x000fffffedcba120L).draw())
        .contains("~pfn")
        .contains("PROTNONE");
  }
}
