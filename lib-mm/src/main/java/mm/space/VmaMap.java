package mm.space;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The VMAs of an address space in address order, in an array: found by binary search, after a look
 * at the last one found.
 */
public final class VmaMap {
  private Vma[] vmas = new Vma[8];
  private int count;
  private int recent;

  public int size() {
    return count;
  }

  public Vma get(int i) {
    return vmas[i];
  }

  /**
   * Position of the first VMA that ends above {@code address}; {@link #size} if there is none
   * (find_vma).
   */
  public int firstEndingAbove(long address) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (vmas[middle].end() > address) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The VMA that holds {@code address}, or null (vma_lookup). */
  public @Nullable Vma at(long address) {
    if (recent < count && vmas[recent].start() <= address && address < vmas[recent].end()) {
      return vmas[recent];
    }
    int i = firstEndingAbove(address);
    if (i < count && vmas[i].start() <= address) {
      recent = i;
      return vmas[i];
    }
    return null;
  }

  void insert(Vma vma) {
    int at = firstEndingAbove(vma.start());
    if (count == vmas.length) {
      vmas = Arrays.copyOf(vmas, count * 2);
    }
    System.arraycopy(vmas, at, vmas, at + 1, count - at);
    vmas[at] = vma;
    count++;
  }

  void remove(Vma vma) {
    int at = firstEndingAbove(vma.start());
    if (vmas[at] != vma) {
      throw new AssertionError("VMA not in its map, start=0x" + Long.toHexString(vma.start()));
    }
    System.arraycopy(vmas, at + 1, vmas, at, count - at - 1);
    count--;
  }

  /**
   * The VMAs that overlap {@code [start, end)}, copied: the map may change while they are gone
   * through.
   */
  public Vma[] overlapping(long start, long end) {
    int from = firstEndingAbove(start);
    int to = from;
    while (to < count && vmas[to].start() < end) {
      to++;
    }
    return Arrays.copyOfRange(vmas, from, to);
  }
}
