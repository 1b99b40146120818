package mm.arch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raw words of swap-form entries that a C program on the kernel's headers computed. */
class SwapFormTest {
  private static final X86_64 X86 = X86_64.INSTANCE;

  /** Type, offset; then swp_entry_t, and the words of x86_64 and of both newer arm64 layouts. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0000000000000001, 07fffffffffffc00, 100, 1000",
    "0, 1234, 0000000000001234, 07ffffffffdb9600, 123400, 1234000",
    "1, 1, 0400000000000001, 0ffffffffffffc00, 108, 1040",
    "30, 1, 7800000000000001, f7fffffffffffc00, 1f0, 1780",
    "31, 1, 7c00000000000001, fffffffffffffc00, 1f8, 17c0",
    "31, 2, 7c00000000000002, fffffffffffffa00, 2f8, 27c0",
    "31, 3, 7c00000000000003, fffffffffffff800, 3f8, 37c0",
    "31, 4, 7c00000000000004, fffffffffffff600, 4f8, 47c0",
    "31, 0, 7c00000000000000, fffffffffffffe00, 0f8, 07c0",
    "23, 100, 5c00000000000100, bffffffffffdfe00, 100b8, 1005c0",
    "24, 100, 6000000000000100, c7fffffffffdfe00, 100c0, 100600",
    "25, 100, 6400000000000100, cffffffffffdfe00, 100c8, 100640",
    "22, 100, 5800000000000100, b7fffffffffdfe00, 100b0, 100580",
    "31, 100, 7c00000000000100, fffffffffffdfe00, 100f8, 1007c0",
    "25, 12200, 6400000000012200, cffffffffdbbfe00, 12200c8, 12200640",
  })
  void words(int type, String offset, String entry, String x86, String arm519, String arm610) {
    long made = SwapEntry.of(type, hex(offset));
    assertThat(made).isEqualTo(hex(entry));
    assertThat(SwapEntry.type(made)).isEqualTo(type);
    assertThat(SwapEntry.offset(made)).isEqualTo(hex(offset));
    bothWays(X86, made, x86);
    bothWays(X86_64.WITHOUT_SWP_EXCLUSIVE, made, x86);
    bothWays(Arm64.V5_19, made, arm519);
    bothWays(Arm64.V6_10, made, arm610);
  }

  private static void bothWays(PteFormat format, long entry, String word) {
    assertThat(format.swapPte(entry)).isEqualTo(hex(word));
    assertThat(format.swapEntry(hex(word))).isEqualTo(entry);
    assertThat(format.present(hex(word))).isFalse();
    assertThat(format.none(hex(word))).isFalse();
  }

  @Test
  void flagsOnX86() {
    long pte = hex("07fffffffffffc00");
    assertThat(X86.swpMkSoftDirty(pte)).isEqualTo(hex("07fffffffffffc02"));
    assertThat(X86.swpMkUffdWp(pte)).isEqualTo(hex("07fffffffffffc04"));
    assertThat(X86.swpMkExclusive(pte)).isEqualTo(hex("07fffffffffffc08"));
    assertThat(X86.swpMkExclusive(X86.swpMkUffdWp(X86.swpMkSoftDirty(pte))))
        .isEqualTo(hex("07fffffffffffc0e"));
    assertThat(X86.swpMkUffdWp(hex("cffffffffffdfe00"))).isEqualTo(hex("cffffffffffdfe04"));
    assertThat(X86.swpMkSoftDirty(hex("fffffffffffffc00"))).isEqualTo(hex("fffffffffffffc02"));
    assertThat(X86.swpMkUffdWp(hex("cffffffffdbbfe00"))).isEqualTo(hex("cffffffffdbbfe04"));
  }

  @Test
  void flagsOnArm64() {
    assertThat(Arm64.V6_10.swpMkUffdWp(0x1000)).isEqualTo(0x1008);
    assertThat(Arm64.V6_10.swpMkExclusive(0x1000)).isEqualTo(0x1004);
    assertThat(Arm64.V6_10.swpMkExclusive(0x1008)).isEqualTo(0x100c);
    assertThat(Arm64.V6_10.swpMkUffdWp(0x100640)).isEqualTo(0x100648);
    assertThat(Arm64.V6_10.swpMkSoftDirty(0x1000)).isEqualTo(0x1000);
    assertThat(Arm64.V5_19.swpMkExclusive(0x100)).isEqualTo(0x104);
    assertThat(Arm64.V5_19.swpMkUffdWp(0x100)).isEqualTo(0x100);
    assertThat(Arm64.V5_18.swpMkExclusive(0x100)).isEqualTo(0x100);
  }

  /** Before the exclusive bit the type began one bit lower. */
  @Test
  void arm64Of518() {
    assertThat(Arm64.V5_18.swapPte(SwapEntry.of(1, 1))).isEqualTo(0x104);
    assertThat(Arm64.V5_18.swapPte(SwapEntry.of(31, 1))).isEqualTo(0x17c);
    assertThat(Arm64.V5_18.swapEntry(0x17c)).isEqualTo(SwapEntry.of(31, 1));
    assertThat(Arm64.V5_18.swpExclusive(0x104)).isFalse();
  }

  @Test
  void xarrayValues() {
    assertThat(SwapEntry.toXarrayValue(SwapEntry.of(0, 1))).isEqualTo(3);
    assertThat(SwapEntry.toXarrayValue(SwapEntry.of(0, 0x1234))).isEqualTo(0x2469);
    assertThat(SwapEntry.toXarrayValue(SwapEntry.of(1, 1))).isEqualTo(hex("0800000000000003"));
    assertThat(SwapEntry.toXarrayValue(SwapEntry.of(30, 1))).isEqualTo(hex("f000000000000003"));
    assertThat(SwapEntry.toXarrayValue(SwapEntry.of(31, 1))).isEqualTo(hex("f800000000000003"));
    assertThat(SwapEntry.fromXarrayValue(hex("f800000000000003"))).isEqualTo(SwapEntry.of(31, 1));
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
