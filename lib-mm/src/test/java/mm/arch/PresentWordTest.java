package mm.arch;

import static mm.arch.SwapWordTest.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Present words to the bit, computed by a C program from the kernel's own layouts. */
class PresentWordTest {
  private static final PteFormat X86 = X86_64.INSTANCE;
  private static final long PFN = 0x12345;
  private static final long NO_ACCESS = X86.prot(false, false, false, true);

  private static long sharedDirty() {
    return X86.mkDirty(X86.mk(PFN, X86.prot(true, true, false, true)));
  }

  private static long protectedDirty() {
    return X86.mkUffdWp(X86.wrprotect(sharedDirty()));
  }

  private static void assertWord(long word, String raw) {
    assertThat(Long.toHexString(word)).isEqualTo(Long.toHexString(hex(raw)));
  }

  @Test
  void sharedWritableYoungDirty() {
    assertWord(sharedDirty(), "8000000012345867");
  }

  @Test
  void readOnlyYoungProtected() {
    long pte = X86.mkUffdWp(X86.mk(PFN, X86.prot(true, false, false, true)));
    assertWord(pte, "8000000012345425");
  }

  @Test
  void readOnlyDirtyProtected() {
    assertWord(protectedDirty(), "8000000012345c65");
  }

  @Test
  void withoutAccessThePfnIsInverted() {
    long pte = X86.mk(PFN, NO_ACCESS);
    assertWord(pte, "000fffffedcba120");
    assertThat(X86.pfn(pte)).isEqualTo(PFN);
    assertThat(X86.present(pte)).isTrue();
    assertThat(X86.protnone(pte)).isTrue();
  }

  @Test
  void takingAwayAllAccessInvertsThePfnAndGivingItBackRestoresIt() {
    long none = X86.modify(sharedDirty(), NO_ACCESS);
    assertWord(none, "000fffffedcba960");
    assertThat(X86.pfn(none)).isEqualTo(PFN);
    assertThat(X86.modify(none, X86.prot(true, true, false, true))).isEqualTo(sharedDirty());
  }

  @Test
  void takingAwayAllAccessKeepsTheProtection() {
    long none = X86.modify(protectedDirty(), NO_ACCESS);
    assertWord(none, "000fffffedcbad60");
    assertThat(X86.uffdWp(none)).isTrue();
    assertThat(X86.modify(none, X86.prot(true, false, false, true))).isEqualTo(protectedDirty());
  }

  @Test
  void hugeLeaf() {
    long leaf = X86.mkLeaf(X86.mkDirty(X86.mk(0x12200, X86.prot(true, true, false, true))));
    assertWord(leaf, "80000000122008e7");
    assertWord(X86.mkUffdWp(X86.wrprotect(leaf)), "8000000012200ce5");
    assertThat(X86.leaf(leaf)).isTrue();
    assertThat(X86.isTable(leaf)).isFalse();
  }

  @Test
  void readOnlyProtectedOnArm64() {
    PteFormat arm = Arm64.V6_10;
    long pte = arm.mkUffdWp(arm.mk(PFN, arm.prot(true, false, false, true)));
    assertWord(pte, "0460000012345fc3");
  }

  @Test
  void privateMappingsNeverGetWritableBits() {
    for (PteFormat format : new PteFormat[] {X86, Arm64.V5_18, Arm64.V5_19, Arm64.V6_10}) {
      assertThat(format.write(format.prot(true, true, false, false))).isFalse();
      assertThat(format.write(format.prot(true, true, false, true))).isTrue();
      assertThat(format.write(format.prot(true, false, false, true))).isFalse();
    }
  }

  @Test
  void strayAccessedAndDirtyAreNoneOnX86Only() {
    assertThat(X86.none(0x60)).isTrue();
    assertThat(X86.none(0x80)).isFalse();
    assertThat(Arm64.V6_10.none(0x60)).isFalse();
    assertThat(Arm64.V6_10.none(0)).isTrue();
  }

  @Test
  void bit58OfArm64IsUffdWpOnlyFrom610() {
    long bit = 1L << 58;
    assertThat(Arm64.V6_10.uffdWp(bit | 3)).isTrue();
    assertThat(Arm64.V5_19.uffdWp(bit | 3)).isFalse();
    assertThat(Arm64.V5_19.present(bit)).as("PROT_NONE").isTrue();
    assertThat(Arm64.V6_10.present(bit)).isFalse();
    assertThat(Arm64.V6_10.present(1L << 11)).as("PRESENT_INVALID").isTrue();
  }

  @Test
  void tablesAreNotLeaves() {
    for (PteFormat format : new PteFormat[] {X86, Arm64.V5_19, Arm64.V6_10}) {
      long entry = format.table(1234);
      assertThat(format.isTable(entry)).isTrue();
      assertThat(format.leaf(entry)).isFalse();
      assertThat(format.tableNode(entry)).isEqualTo(1234);
      assertThat(format.isTable(0)).isFalse();
    }
  }
}
