package mm.arch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Swap words to the bit, computed by a C program from the kernel's own layouts. */
class SwapWordTest {

  /** Columns: type, offset, x86_64, arm64 5.19 to 6.9, arm64 6.10, XArray value. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 07fffffffffffc00, 100, 1000, 3",
    "0, 1234, 07ffffffffdb9600, 123400, 1234000, 2469",
    "1, 1, 0ffffffffffffc00, 108, 1040, 0800000000000003",
    "30, 1, f7fffffffffffc00, 1f0, 1780, f000000000000003",
    "31, 1, fffffffffffffc00, 1f8, 17c0, f800000000000003",
    "31, 2, fffffffffffffa00, 2f8, 27c0, f800000000000005",
    "31, 3, fffffffffffff800, 3f8, 37c0, f800000000000007",
    "31, 4, fffffffffffff600, 4f8, 47c0, f800000000000009",
    "31, 0, fffffffffffffe00, f8, 7c0, f800000000000001",
    "23, 100, bffffffffffdfe00, 100b8, 1005c0, b800000000000201",
    "24, 100, c7fffffffffdfe00, 100c0, 100600, c000000000000201",
    "25, 100, cffffffffffdfe00, 100c8, 100640, c800000000000201",
    "22, 100, b7fffffffffdfe00, 100b0, 100580, b000000000000201",
    "31, 100, fffffffffffdfe00, 100f8, 1007c0, f800000000000201",
    "25, 12200, cffffffffdbbfe00, 12200c8, 12200640, c800000000024401"
  })
  void wordsOfEntries(
      int type, String offset, String x86, String arm, String newArm, String xarray) {
    long entry = SwapEntry.of(type, hex(offset));
    assertWord(X86_64.INSTANCE, entry, x86);
    assertWord(X86_64.WITHOUT_SWP_EXCLUSIVE, entry, x86);
    assertWord(Arm64.V5_19, entry, arm);
    assertWord(Arm64.V6_10, entry, newArm);
    assertThat(SwapEntry.toXarrayValue(entry)).isEqualTo(hex(xarray));
    assertThat(SwapEntry.fromXarrayValue(hex(xarray))).isEqualTo(entry);
  }

  /** The type of 5.18 has a bit more, below it there is no exclusive bit. */
  @ParameterizedTest
  @CsvSource({"0, 1, 100", "1, 1, 104", "30, 1, 178", "31, 100, 1007c"})
  void wordsOfArm64Before519(int type, String offset, String raw) {
    assertWord(Arm64.V5_18, SwapEntry.of(type, hex(offset)), raw);
  }

  private static void assertWord(PteFormat format, long entry, String raw) {
    long word = format.swapPte(entry);
    assertThat(Long.toHexString(word)).isEqualTo(Long.toHexString(hex(raw)));
    assertThat(format.swapEntry(word)).isEqualTo(entry);
    assertThat(format.none(word)).isFalse();
    assertThat(format.present(word)).isFalse();
  }

  /** Columns: type, offset, flags of F uffd-wp, X exclusive, S soft-dirty; x86_64, arm64 6.10. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, S, 07fffffffffffc02, 1000",
    "0, 1, F, 07fffffffffffc04, 1008",
    "0, 1, X, 07fffffffffffc08, 1004",
    "0, 1, FXS, 07fffffffffffc0e, 100c",
    "31, 1, S, fffffffffffffc02, 17c0",
    "25, 100, F, cffffffffffdfe04, 100648",
    "25, 12200, F, cffffffffdbbfe04, 12200648"
  })
  void wordsWithFlags(int type, String offset, String flags, String x86, String arm) {
    long entry = SwapEntry.of(type, hex(offset));
    assertFlags(X86_64.INSTANCE, entry, flags, x86);
    assertFlags(Arm64.V6_10, entry, flags, arm);
  }

  private static void assertFlags(PteFormat format, long entry, String flags, String raw) {
    long word = format.swapPte(entry);
    word = flags.contains("F") ? format.swpMkUffdWp(word) : word;
    word = flags.contains("X") ? format.swpMkExclusive(word) : word;
    word = flags.contains("S") ? format.swpMkSoftDirty(word) : word;
    assertThat(Long.toHexString(word)).isEqualTo(Long.toHexString(hex(raw)));
    assertThat(format.swapEntry(word)).as("flags are stripped").isEqualTo(entry);
  }

  @ParameterizedTest
  @CsvSource({"V5_18, 104, 100", "V5_19, 104, 104"})
  void exclusiveCameWith519OnArm64(String release, String set, String made) {
    Arm64 format = release.equals("V5_18") ? Arm64.V5_18 : Arm64.V5_19;
    assertThat(format.swpMkExclusive(0x100)).isEqualTo(hex(made));
    assertThat(format.swpExclusive(hex(set))).isEqualTo(format.hasSwpExclusive());
  }

  static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }
}
