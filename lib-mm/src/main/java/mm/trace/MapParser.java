package mm.trace;

/** Reads {@code map}: a new region, of a new file, of none, or of another region's. */
final class MapParser {
  private static final int MAX_NAME = 31;

  private MapParser() {}

  static Action parse(Line line) {
    boolean alias = line.size() >= 3 && line.token(2).equals("alias");
    return alias ? alias(line) : fresh(line);
  }

  private static Action fresh(Line line) {
    line.expect(4, 5);
    RegionKind kind = RegionKind.of(line.token(2));
    if (kind == null) {
      throw line.badArgument(line.token(2));
    }
    boolean thp = line.size() == 5;
    if (thp && !line.token(4).equals("thp")) {
      throw line.badArgument(line.token(4));
    }
    long pages = line.number(3, 1, kind.indexLimit() / 2);
    String name = newName(line);
    int file = kind.hasFile() ? line.scope().newFile() : Trace.Region.NO_FILE;
    int region = line.scope().add(new Trace.Region(name, kind, pages, file, 0), line.process());
    return new Action.MapRegion(region, kind.hasFile(), thp);
  }

  private static Action alias(Line line) {
    line.expect(4, 6);
    Trace.Region source = line.spec(line.region(3));
    if (!source.kind().hasFile()) {
      throw line.bad("no file behind '%s': it is anonymous memory".formatted(source.name()));
    }
    boolean asPrivate = false;
    long offset = 0;
    for (int i = 4; i < line.size(); i++) {
      if (line.token(i).equals("private")) {
        asPrivate = true;
      } else if (line.token(i).startsWith("off=")) {
        offset = offset(line, i, source);
      } else {
        throw line.badArgument(line.token(i));
      }
    }
    Trace.Region region =
        new Trace.Region(
            newName(line),
            source.kind().alias(asPrivate),
            source.pages() - offset,
            source.file(),
            source.filePage() + offset);
    return new Action.MapRegion(line.scope().add(region, line.process()), false, false);
  }

  private static long offset(Line line, int i, Trace.Region source) {
    long offset = line.numberAfter("off=", i);
    if (Long.compareUnsigned(offset, source.pages()) >= 0) {
      throw line.bad(
          "bad number in '%s': '%s' has %d pages"
              .formatted(line.token(i), source.name(), source.pages()));
    }
    return offset;
  }

  private static String newName(Line line) {
    String name = line.token(1);
    if (!isName(name)) {
      throw line.bad(
          "bad argument '%s': a name is a letter, then letters, digits and _, %d at most"
              .formatted(name, MAX_NAME));
    }
    if (line.scope().indexOf(name) >= 0) {
      throw line.bad("region exists '" + name + "': names are used once");
    }
    if (line.scope().regions().size() == Scope.MAX_REGIONS) {
      throw line.bad("too many regions: " + Scope.MAX_REGIONS + " at most");
    }
    return name;
  }

  private static boolean isName(String name) {
    return name.length() <= MAX_NAME
        && isLetter(name.charAt(0))
        && name.chars().allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || c == '_');
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
