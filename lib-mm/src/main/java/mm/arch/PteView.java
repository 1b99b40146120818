package mm.arch;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A page-table word decoded for people. The model never reads one.
 *
 * @param format whose word it is: prints as the name of the architecture
 * @param kind what the word is
 * @param raw the word, 16 hex digits
 * @param target what it refers to: "pfn 0x12345", "type 31 offset 0x1", "-"
 * @param flags names of the flags that are set, space between, "-" if none
 */
public record PteView(PteFormat format, Kind kind, String raw, String target, String flags) {

  /** What a word is. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** A mapped page, base or huge. */
    PRESENT,
    /** A page in a swap area. */
    SWAP,
    /** A uffd-wp marker, or one without known flags. */
    MARKER,
    /** A page under migration. */
    MIGRATION,
    /** A page lost to a memory error. */
    HWPOISON,
    /** A poison marker or swap-in error. */
    POISON,
    /** A guard marker. */
    GUARD,
    /** Device memory. */
    DEVICE,
    /** A pointer to a node of the level below. */
    TABLE
  }

  /** Decodes a word of the lowest level or a hugetlb page. */
  public static PteView of(PteFormat format, SwapTypes types, long word) {
    if (format.none(word)) {
      return view(format, Kind.NONE, word, "-", "-");
    }
    if (format.present(word)) {
      return view(format, Kind.PRESENT, word, pfn(format.pfn(word)), presentFlags(format, word));
    }
    long entry = format.swapEntry(word);
    Kind kind = kind(types, entry);
    return view(format, kind, word, target(kind, entry), swapFlags(format, types, word));
  }

  /** Decodes a word of any level: above the lowest, a present word is a table or a leaf. */
  public static PteView of(PteFormat format, SwapTypes types, long word, Level level) {
    if (level != Level.PTE && format.isTable(word)) {
      return view(format, Kind.TABLE, word, "node " + format.tableNode(word), "-");
    }
    return of(format, types, word);
  }

  /** Returns the raw word. */
  public long word() {
    return HexFormat.fromHexDigitsToLong(raw);
  }

  /** Returns the fields of the word from bit 63 down to bit 0. */
  public List<PteField> fields() {
    return format.fields(word());
  }

  /** Returns a drawing in lines: bit positions, a box a field with its value in hex, names. */
  public String draw() {
    return PteDrawing.draw(fields());
  }

  /** Returns one line: kind, target, flags, raw word. */
  @Override
  public String toString() {
    StringJoiner line = new StringJoiner(" ").add(kind.name().toLowerCase(Locale.ROOT));
    if (!target.equals("-")) {
      line.add(target);
    }
    if (!flags.equals("-")) {
      line.add(flags);
    }
    return line.add(raw).toString();
  }

  private static PteView view(PteFormat format, Kind kind, long word, String target, String flags) {
    String raw = HexFormat.of().toHexDigits(word);
    return new PteView(format, kind, raw, target, flags.isEmpty() ? "-" : flags);
  }

  private static Kind kind(SwapTypes types, long entry) {
    if (types.isMarker(entry)) {
      return markerKind(PteMarker.bits(entry));
    }
    if (types.isMigration(entry)) {
      return Kind.MIGRATION;
    }
    if (types.isHwpoison(entry)) {
      return Kind.HWPOISON;
    }
    if (types.isSwapinError(entry)) {
      return Kind.POISON;
    }
    return types.isDevice(entry) ? Kind.DEVICE : Kind.SWAP;
  }

  /** Poison first, then guard: the order in which {@code handle_pte_marker} asks. */
  private static Kind markerKind(int bits) {
    if ((bits & PteMarker.POISONED) != 0) {
      return Kind.POISON;
    }
    return (bits & PteMarker.GUARD) != 0 ? Kind.GUARD : Kind.MARKER;
  }

  private static String target(Kind kind, long entry) {
    String offset = " offset 0x" + Long.toHexString(SwapEntry.offset(entry));
    return switch (kind) {
      case MIGRATION, HWPOISON, DEVICE ->
          "type " + SwapEntry.type(entry) + " " + pfn(SwapEntry.offset(entry));
      default -> "type " + SwapEntry.type(entry) + offset;
    };
  }

  private static String pfn(long pfn) {
    return "pfn 0x" + Long.toHexString(pfn);
  }

  private static String presentFlags(PteFormat format, long word) {
    StringJoiner flags = new StringJoiner(" ");
    add(flags, format.protnone(word), "prot-none");
    add(flags, format.write(word), "write");
    add(flags, format.young(word), "young");
    add(flags, format.dirty(word), "dirty");
    add(flags, format.softDirty(word), "soft-dirty");
    add(flags, format.uffdWp(word), "uffd-wp");
    add(flags, format.special(word), "special");
    add(flags, format.leaf(word), "leaf");
    return flags.toString();
  }

  private static String swapFlags(PteFormat format, SwapTypes types, long word) {
    long entry = format.swapEntry(word);
    int marker = types.isMarker(entry) ? PteMarker.bits(entry) : 0;
    StringJoiner flags = new StringJoiner(" ");
    add(flags, types.isWritableMigration(entry), "write");
    add(
        flags,
        format.swpExclusive(word) | SwapEntry.type(entry) == types.migrationReadExclusive(),
        "exclusive");
    add(flags, format.swpSoftDirty(word), "soft-dirty");
    add(flags, format.swpUffdWp(word) | (marker & PteMarker.UFFD_WP) != 0, "uffd-wp");
    add(flags, (marker & PteMarker.POISONED) != 0, "poisoned");
    add(flags, (marker & PteMarker.GUARD) != 0, "guard");
    return flags.toString();
  }

  private static void add(StringJoiner flags, boolean set, String name) {
    if (set) {
      flags.add(name);
    }
  }
}
