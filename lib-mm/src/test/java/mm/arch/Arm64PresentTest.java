package mm.arch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Present entries of arm64, in its three layouts. */
class Arm64PresentTest {
  private static final long PFN = 0x12345;
  private static final long WRITE = 1L << 51;
  private static final long READ_ONLY = 1L << 7;
  private static final long SOFTWARE_DIRTY = 1L << 55;
  private static final long BIT_58 = 1L << 58;

  static Arm64[] layouts() {
    return new Arm64[] {Arm64.V5_18, Arm64.V5_19, Arm64.V6_10};
  }

  private static long readOnly(Arm64 arm) {
    return arm.mk(PFN, arm.prot(true, false, false, true));
  }

  private static long writable(Arm64 arm) {
    return arm.mk(PFN, arm.prot(true, true, false, true));
  }

  @Test
  void writeProtectedByUserfaultfd() {
    assertThat(Arm64.V6_10.mkUffdWp(readOnly(Arm64.V6_10))).isEqualTo(0x0460000012345fc3L);
    assertThat(Arm64.V5_19.mkUffdWp(readOnly(Arm64.V5_19))).isEqualTo(0x0060000012345fc3L);
    assertThat(Arm64.V6_10.clearUffdWp(0x0460000012345fc3L)).isEqualTo(0x0060000012345fc3L);
    assertThat(Arm64.V5_19.uffdWp(BIT_58)).isFalse();
    assertThat(Arm64.V6_10.uffdWp(0x0460000012345fc3L)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void protections(Arm64 arm) {
    long exec = arm.prot(true, false, true, true);
    assertThat(exec).isEqualTo(0x0020000000000fc3L);
    assertThat(arm.prot(true, true, false, true)).isEqualTo(0x0060000000000fc3L | WRITE);
    assertThat(arm.prot(true, true, false, false)).isEqualTo(0x0060000000000fc3L);
  }

  /** A writable page is clean until the hardware takes the read-only bit away. */
  @ParameterizedTest
  @MethodSource("layouts")
  void dirtyInHardwareOrSoftware(Arm64 arm) {
    long clean = writable(arm);
    assertThat(arm.write(clean)).isTrue();
    assertThat(arm.dirty(clean)).isFalse();
    assertThat(arm.dirty(clean & ~READ_ONLY)).as("by hardware").isTrue();
    assertThat(arm.dirty(arm.mkDirty(clean))).isTrue();
    assertThat(arm.mkDirty(clean) & READ_ONLY).isZero();
    assertThat(arm.mkDirty(readOnly(arm)) & READ_ONLY).isEqualTo(READ_ONLY);
    assertThat(arm.dirty(arm.mkDirty(readOnly(arm)))).as("by software").isTrue();
    assertThat(arm.dirty(arm.mkClean(arm.mkDirty(clean)))).isFalse();
  }

  /** Write-protection must not lose that the hardware found the page dirty. */
  @ParameterizedTest
  @MethodSource("layouts")
  void wrprotectKeepsDirtiness(Arm64 arm) {
    long dirtied = writable(arm) & ~READ_ONLY;
    long made = arm.wrprotect(dirtied);
    assertThat(arm.write(made)).isFalse();
    assertThat(made & (SOFTWARE_DIRTY | READ_ONLY)).isEqualTo(SOFTWARE_DIRTY | READ_ONLY);
    assertThat(arm.dirty(made)).isTrue();
    assertThat(arm.dirty(arm.wrprotect(writable(arm)))).isFalse();
    assertThat(arm.mkWrite(made) & READ_ONLY).isZero();
    assertThat(arm.mkWrite(readOnly(arm)) & READ_ONLY).isEqualTo(READ_ONLY);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void protNone(Arm64 arm) {
    long none = arm.prot(false, false, false, true);
    long pte = arm.mk(PFN, none);
    assertThat(arm.present(pte)).isTrue();
    assertThat(pte & 1).as("valid").isZero();
    assertThat(arm.protnone(pte)).isTrue();
    assertThat(arm.protnone(readOnly(arm))).isFalse();
    assertThat(arm.pfn(pte)).isEqualTo(PFN);
    long back = arm.modify(arm.modify(writable(arm), none), arm.prot(true, true, false, true));
    assertThat(back).isEqualTo(writable(arm));
    long dirty = arm.modify(writable(arm) & ~READ_ONLY, none);
    assertThat(arm.protnone(dirty) && arm.dirty(dirty)).isTrue();
  }

  /** Bit 58 said PROT_NONE before it said uffd-wp. */
  @Test
  void bit58ChangedItsMeaning() {
    assertThat(Arm64.V5_19.present(BIT_58)).isTrue();
    assertThat(Arm64.V6_10.present(BIT_58)).isFalse();
    assertThat(Arm64.V6_10.present(1L << 11)).as("PRESENT_INVALID").isTrue();
    assertThat(Arm64.V6_10.none(0x60)).as("no erratum").isFalse();
    long none = Arm64.V6_10.prot(false, false, false, true);
    assertThat(none & BIT_58).isZero();
    assertThat(Arm64.V5_19.prot(false, false, false, true) & BIT_58).isEqualTo(BIT_58);
    long wp = Arm64.V6_10.mkUffdWp(readOnly(Arm64.V6_10));
    assertThat(Arm64.V6_10.uffdWp(Arm64.V6_10.modify(wp, none))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void blocksAndTables(Arm64 arm) {
    long block = arm.mkLeaf(readOnly(arm));
    assertThat(arm.leaf(block)).isTrue();
    assertThat(arm.isTable(block)).isFalse();
    assertThat(arm.leaf(arm.table(5))).isFalse();
    assertThat(arm.isTable(arm.table(5))).isTrue();
    assertThat(arm.tableNode(arm.table(5))).isEqualTo(5);
    assertThat(arm.leaf(0)).isFalse();
    assertThat(arm.isTable(arm.swapPte(SwapEntry.of(25, 0x200)))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void hasNoSoftDirty(Arm64 arm) {
    long pte = readOnly(arm);
    assertThat(arm.hasSoftDirty()).isFalse();
    assertThat(arm.mkSoftDirty(pte)).isEqualTo(pte);
    assertThat(arm.softDirty(-1)).isFalse();
    assertThat(arm.swpSoftDirty(-1)).isFalse();
    assertThat(arm.clearSoftDirty(pte)).isEqualTo(pte);
    assertThat(arm.swpClearSoftDirty(0x1000)).isEqualTo(0x1000);
  }

  @Test
  void whatEachLayoutHas() {
    assertThat(Arm64.V5_18.hasSwpExclusive()).isFalse();
    assertThat(Arm64.V5_19.hasSwpExclusive()).isTrue();
    assertThat(Arm64.V5_19.hasUffdWp()).isFalse();
    assertThat(Arm64.V6_10.hasUffdWp()).isTrue();
  }
}
