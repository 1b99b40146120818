package mm.arch;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a word into named fields, from bit 63 down; a gap or an overlap is a mistake in a layout.
 */
final class PteFields {

  private final long word;
  private final List<PteField> fields = new ArrayList<>();
  private int next = Long.SIZE - 1;

  PteFields(long word) {
    this.word = word;
  }

  PteFields bits(int high, int low, String name) {
    if (high != next || low > high) {
      throw new AssertionError("field " + name + " must start at bit " + next + ": high=" + high);
    }
    long mask = -1L >>> Long.SIZE - 1 - (high - low);
    fields.add(new PteField(name, high, low, word >>> low & mask));
    next = low - 1;
    return this;
  }

  PteFields flag(String name) {
    return bits(next, next, name);
  }

  PteFields flags(String... names) {
    for (String name : names) {
      flag(name);
    }
    return this;
  }

  List<PteField> done() {
    if (next != -1) {
      throw new AssertionError("the fields must reach bit 0: next=" + next);
    }
    return List.copyOf(fields);
  }
}
