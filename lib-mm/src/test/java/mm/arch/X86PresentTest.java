package mm.arch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Raw words of present entries of x86_64 that a C program on the kernel's headers computed. */
class X86PresentTest {
  private static final X86_64 X86 = X86_64.INSTANCE;
  private static final long PFN = 0x12345;
  private static final long NONE = X86.prot(false, false, false, true);
  private static final long READ = X86.prot(true, false, false, true);
  private static final long READ_EXEC = X86.prot(true, false, true, true);
  private static final long SHARED_RW = X86.prot(true, true, false, true);

  @Test
  void protections() {
    assertThat(NONE).isEqualTo(0x120);
    assertThat(READ).isEqualTo(0x8000000000000025L);
    assertThat(READ_EXEC).isEqualTo(0x25);
    assertThat(SHARED_RW).isEqualTo(0x8000000000000027L);
    assertThat(X86.prot(true, true, true, true)).isEqualTo(0x27);
    assertThat(X86.prot(true, true, false, false)).as("private").isEqualTo(READ);
    assertThat(X86.prot(false, true, false, false)).as("private").isEqualTo(READ);
  }

  @Test
  void sharedWritableDirty() {
    long pte = X86.mkDirty(X86.mk(PFN, SHARED_RW));
    assertThat(pte).isEqualTo(0x8000000012345867L);
    assertThat(X86.write(pte) && X86.young(pte) && X86.dirty(pte) && X86.softDirty(pte)).isTrue();
  }

  @Test
  void writeProtectedByUserfaultfd() {
    long pte = X86.mkUffdWp(X86.mk(PFN, READ_EXEC));
    assertThat(pte).isEqualTo(0x0000000012345425L);
    assertThat(X86.mkUffdWp(X86.mk(PFN, READ))).isEqualTo(0x8000000012345425L);
    assertThat(X86.mkUffdWp(X86.wrprotect(X86.mkDirty(X86.mk(PFN, SHARED_RW)))))
        .isEqualTo(0x8000000012345c65L);
  }

  @Test
  void protNoneInvertsThePfn() {
    assertThat(X86.mk(PFN, NONE)).isEqualTo(0x000fffffedcba120L);
    assertThat(X86.modify(0x8000000012345867L, NONE)).isEqualTo(0x000fffffedcba960L);
    assertThat(X86.modify(0x8000000012345c65L, NONE)).isEqualTo(0x000fffffedcbad60L);
    assertThat(X86.pfn(0x000fffffedcba960L)).isEqualTo(PFN);
    assertThat(X86.present(0x000fffffedcba120L)).isTrue();
    assertThat(X86.protnone(0x000fffffedcba120L)).isTrue();
    assertThat(X86.protnone(0x8000000012345867L)).isFalse();
  }

  /** mprotect never takes the uffd-wp bit, nor the page's history. */
  @Test
  void modifyThereAndBack() {
    long dirty = 0x8000000012345867L;
    assertThat(X86.modify(X86.modify(dirty, NONE), SHARED_RW)).isEqualTo(dirty);
    long protectedPage = 0x8000000012345c65L;
    assertThat(X86.modify(X86.modify(protectedPage, NONE), READ)).isEqualTo(protectedPage);
    assertThat(X86.modify(protectedPage, SHARED_RW)).isEqualTo(protectedPage | 2);
    long special = X86.mkSpecial(X86.mkOld(X86.mk(PFN, READ)));
    assertThat(X86.modify(special, READ_EXEC)).isEqualTo(0x0000000012345205L);
  }

  @Test
  void huge() {
    long leaf = X86.mkLeaf(X86.mkDirty(X86.mk(0x12200, SHARED_RW)));
    assertThat(leaf).isEqualTo(0x80000000122008e7L);
    assertThat(X86.mkUffdWp(X86.wrprotect(leaf))).isEqualTo(0x8000000012200ce5L);
    assertThat(X86.leaf(leaf)).isTrue();
    assertThat(X86.isTable(leaf)).isFalse();
    assertThat(X86.leaf(X86.modify(leaf, NONE))).isTrue();
    assertThat(X86.pfn(X86.modify(leaf, NONE))).isEqualTo(0x12200);
    assertThat(X86.leaf(0x07fffffffffffc00L)).as("a swap PMD").isFalse();
  }

  /** The Knights Landing erratum: a none entry may have accessed or dirty set. */
  @Test
  void noneIgnoresAccessedAndDirty() {
    assertThat(X86.none(0)).isTrue();
    assertThat(X86.none(0x20)).isTrue();
    assertThat(X86.none(0x40)).isTrue();
    assertThat(X86.none(0x60)).isTrue();
    assertThat(X86.none(0x80)).isFalse();
    assertThat(X86.none(0x10)).isFalse();
    assertThat(X86.none(1)).isFalse();
  }

  @Test
  void tables() {
    long table = X86.table(77);
    assertThat(X86.isTable(table)).isTrue();
    assertThat(X86.leaf(table)).isFalse();
    assertThat(X86.tableNode(table)).isEqualTo(77);
    assertThat(X86.isTable(0)).isFalse();
    assertThat(X86.isTable(X86.swapPte(SwapEntry.of(25, 0x12200)))).isFalse();
  }

  @Test
  void whatItHas() {
    assertThat(X86.hasUffdWp()).isTrue();
    assertThat(X86.hasSoftDirty()).isTrue();
    assertThat(X86.hasSwpExclusive()).isTrue();
    assertThat(X86_64.WITHOUT_SWP_EXCLUSIVE.hasSwpExclusive()).isFalse();
    assertThat(X86_64.WITHOUT_SWP_EXCLUSIVE.swpMkExclusive(0x07fffffffffffc00L))
        .isEqualTo(0x07fffffffffffc00L);
  }

  @Test
  void softDirtyCanBeConfiguredOut() {
    X86_64 plain = X86_64.of(true, false);
    assertThat(plain.mkDirty(plain.mk(PFN, SHARED_RW))).isEqualTo(0x8000000012345067L);
    assertThat(plain.hasSoftDirty()).isFalse();
    assertThat(plain.hasSwpExclusive()).isTrue();
    assertThat(plain.swpMkSoftDirty(0x07fffffffffffc00L)).isEqualTo(0x07fffffffffffc00L);
    assertThat(X86_64.of(true, true)).isSameAs(X86);
    assertThat(X86_64.of(false, true)).isSameAs(X86_64.WITHOUT_SWP_EXCLUSIVE);
    assertThat(X86_64.of(false, false).hasSwpExclusive()).isFalse();
  }
}
