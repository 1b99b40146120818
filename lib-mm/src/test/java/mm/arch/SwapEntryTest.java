package mm.arch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** swp_entry_t and markers; their words are in {@link SwapWordTest}. */
class SwapEntryTest {
  private static final X86_64 X86 = X86_64.INSTANCE;

  @Test
  void typeInTheUpperSixBits() {
    long entry = SwapEntry.of(31, 0x1234);
    assertThat(entry).isEqualTo(hex("7c00000000001234"));
    assertThat(SwapEntry.type(entry)).isEqualTo(31);
    assertThat(SwapEntry.offset(entry)).isEqualTo(0x1234);
    assertThat(SwapEntry.of(1, -1)).isEqualTo(hex("07ffffffffffffff"));
  }

  /** 50 bits, whatever swp_entry_t could hold; the last one of type 0 would be none on x86_64. */
  @Test
  void largestOffset() {
    assertThat(X86.maxSwapOffset()).isEqualTo((1L << 50) - 1);
    assertThat(Arm64.V6_10.maxSwapOffset()).isEqualTo((1L << 50) - 1);
    assertThat(X86.none(X86.swapPte(SwapEntry.of(0, X86.maxSwapOffset())))).isTrue();
    assertThat(X86.none(X86.swapPte(SwapEntry.of(1, X86.maxSwapOffset())))).isFalse();
    assertThat(X86.swapPte(SwapEntry.of(0, 0))).isEqualTo(hex("07fffffffffffe00"));
  }

  @Test
  void markersKeepDefinedBitsOnly() {
    assertThat(PteMarker.entry(31, PteMarker.UFFD_WP)).isEqualTo(hex("7c00000000000001"));
    assertThat(PteMarker.bits(SwapEntry.of(31, 0xff))).isEqualTo(PteMarker.MASK).isEqualTo(7);
    assertThat(PteMarker.bits(SwapEntry.of(31, 0x18))).isZero();
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }
}
