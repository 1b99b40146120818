package mm.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that every layout keeps, tried on random words. */
class PteFormatPropertyTest {
  private static final long SEED = 0x5eed_2026L;
  private static final int WORDS = 2_000;

  /** A flag of an entry: how it is asked, set and cleared. */
  private record FlagOps(
      String name, LongPredicate is, LongUnaryOperator set, LongUnaryOperator clear) {}

  static List<PteFormat> formats() {
    return List.of(
        X86_64.INSTANCE,
        X86_64.WITHOUT_SWP_EXCLUSIVE,
        X86_64.of(true, false),
        X86_64.of(false, false),
        Arm64.V5_18,
        Arm64.V5_19,
        Arm64.V6_10);
  }

  private static List<FlagOps> presentFlags(PteFormat f) {
    return List.of(
        new FlagOps("write", f::write, f::mkWrite, f::wrprotect),
        new FlagOps("young", f::young, f::mkYoung, f::mkOld),
        new FlagOps("dirty", f::dirty, f::mkDirty, f::mkClean),
        new FlagOps("uffd-wp", f::uffdWp, f::mkUffdWp, f::clearUffdWp),
        new FlagOps("soft-dirty", f::softDirty, f::mkSoftDirty, f::clearSoftDirty));
  }

  private static List<FlagOps> swapFlags(PteFormat f) {
    return List.of(
        new FlagOps("uffd-wp", f::swpUffdWp, f::swpMkUffdWp, f::swpClearUffdWp),
        new FlagOps("exclusive", f::swpExclusive, f::swpMkExclusive, f::swpClearExclusive),
        new FlagOps("soft-dirty", f::swpSoftDirty, f::swpMkSoftDirty, f::swpClearSoftDirty));
  }

  private static boolean exists(PteFormat f, FlagOps flag) {
    return switch (flag.name()) {
      case "uffd-wp" -> f.hasUffdWp();
      case "soft-dirty" -> f.hasSoftDirty();
      case "exclusive" -> f.hasSwpExclusive();
      default -> true;
    };
  }

  private static long randomPresent(PteFormat f, SplittableRandom random) {
    long prot =
        f.prot(
            random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    long pte = f.mk(random.nextLong(1L << 34), prot);
    for (FlagOps flag : presentFlags(f)) {
      pte = random.nextBoolean() ? flag.set().applyAsLong(pte) : pte;
    }
    return pte;
  }

  private static long randomSwap(PteFormat f, SplittableRandom random) {
    return f.swapPte(SwapEntry.of(random.nextInt(1, 32), random.nextLong(f.maxSwapOffset() + 1)));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void presentFlagsAreSetAndCleared(PteFormat f) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < WORDS; i++) {
      long pte = randomPresent(f, random);
      for (FlagOps flag : presentFlags(f)) {
        check(f, flag, pte);
        assertThat(f.present(flag.set().applyAsLong(pte))).as(hex(pte)).isTrue();
        assertThat(f.pfn(flag.set().applyAsLong(pte))).as(hex(pte)).isEqualTo(f.pfn(pte));
        assertThat(f.pfn(flag.clear().applyAsLong(pte))).as(hex(pte)).isEqualTo(f.pfn(pte));
      }
    }
  }

  private static void check(PteFormat f, FlagOps flag, long pte) {
    long set = flag.set().applyAsLong(pte);
    long cleared = flag.clear().applyAsLong(pte);
    String where = flag.name() + " of " + hex(pte) + ", seed=" + SEED;
    assertThat(flag.is().test(set)).as("set %s", where).isEqualTo(exists(f, flag));
    assertThat(flag.is().test(cleared)).as("clear %s", where).isFalse();
    assertThat(flag.set().applyAsLong(set)).as("set twice %s", where).isEqualTo(set);
    assertThat(flag.clear().applyAsLong(cleared)).as("clear twice %s", where).isEqualTo(cleared);
  }

  /** One flag of a present entry says nothing about another; but mkDirty means soft-dirty too. */
  @ParameterizedTest
  @MethodSource("formats")
  void presentFlagsAreIndependent(PteFormat f) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < WORDS; i++) {
      long pte = randomPresent(f, random);
      for (FlagOps changed : presentFlags(f)) {
        for (FlagOps asked : presentFlags(f)) {
          boolean dirties = changed.name().equals("dirty") && asked.name().equals("soft-dirty");
          if (changed.name().equals(asked.name()) || dirties) {
            continue;
          }
          String where = changed.name() + " changes " + asked.name() + " of " + hex(pte);
          assertThat(asked.is().test(changed.set().applyAsLong(pte)))
              .as(where)
              .isEqualTo(asked.is().test(pte));
          assertThat(asked.is().test(changed.clear().applyAsLong(pte)))
              .as(where)
              .isEqualTo(asked.is().test(pte));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void swapFlagsLeaveTheEntryAlone(PteFormat f) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < WORDS; i++) {
      long pte = randomSwap(f, random);
      long entry = f.swapEntry(pte);
      assertThat(f.swapPte(entry)).as(hex(pte)).isEqualTo(pte);
      for (FlagOps flag : swapFlags(f)) {
        check(f, flag, pte);
        long set = flag.set().applyAsLong(pte);
        assertThat(f.swapEntry(set)).as("%s of %s", flag.name(), hex(pte)).isEqualTo(entry);
        assertThat(f.present(set) || f.none(set)).as(hex(set)).isFalse();
        assertThat(flag.clear().applyAsLong(set)).as(hex(set)).isEqualTo(pte);
      }
    }
  }

  /** pte_modify changes what is allowed, and nothing of what is known about the page. */
  @ParameterizedTest
  @MethodSource("formats")
  void modifyKeepsThePageAndItsHistory(PteFormat f) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < WORDS; i++) {
      long pte = randomPresent(f, random);
      long prot = f.prot(random.nextBoolean(), random.nextBoolean(), false, random.nextBoolean());
      long made = f.modify(pte, prot);
      String where = hex(pte) + " to " + hex(prot) + ", seed=" + SEED;
      assertThat(f.pfn(made)).as(where).isEqualTo(f.pfn(pte));
      assertThat(f.young(made)).as(where).isEqualTo(f.young(pte));
      assertThat(f.dirty(made)).as(where).isEqualTo(f.dirty(pte));
      assertThat(f.uffdWp(made)).as(where).isEqualTo(f.uffdWp(pte));
      assertThat(f.softDirty(made)).as(where).isEqualTo(f.softDirty(pte));
      assertThat(f.special(made)).as(where).isEqualTo(f.special(pte));
      assertThat(f.write(made)).as(where).isEqualTo(f.write(f.mk(0, prot)));
      assertThat(f.protnone(made)).as(where).isEqualTo(f.protnone(f.mk(0, prot)));
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void specialAndLeafStay(PteFormat f) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < WORDS; i++) {
      long pte = randomPresent(f, random);
      assertThat(f.special(pte)).as(hex(pte)).isFalse();
      long special = f.mkSpecial(pte);
      assertThat(f.special(f.mkUffdWp(f.wrprotect(special)))).as(hex(special)).isTrue();
      long leaf = f.mkLeaf(pte);
      assertThat(f.leaf(leaf) && !f.isTable(leaf)).as(hex(leaf)).isTrue();
      assertThat(f.pfn(leaf)).as(hex(leaf)).isEqualTo(f.pfn(pte));
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void tablesAreNeitherLeavesNorSwap(PteFormat f) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < WORDS; i++) {
      int node = random.nextInt(Integer.MAX_VALUE);
      long table = f.table(node);
      assertThat(f.isTable(table) && !f.leaf(table) && f.present(table)).as(hex(table)).isTrue();
      assertThat(f.tableNode(table)).as(hex(table)).isEqualTo(node);
      assertThat(f.isTable(randomSwap(f, random))).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void fieldsCoverEveryWord(PteFormat f) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < WORDS; i++) {
      long word = random.nextLong();
      long joined = 0;
      for (PteField field : f.fields(word)) {
        joined = joined << field.width() - 1 << 1 | field.value();
      }
      assertThat(joined).as("fields of %s, seed=%d", hex(word), SEED).isEqualTo(word);
    }
  }

  private static String hex(long word) {
    return "0x" + Long.toHexString(word);
  }
}
