package mm.object;

import java.util.Arrays;
import mm.ram.PageContents;

/** A swap area: slots 1 to {@code slots}, slot 0 being its header ({@code mm/swapfile.c}). */
public final class SwapArea {
  private final int type;
  private final int slots;
  private final PageContents contents;
  private int[] count;
  private int[] cachedPfn;
  private int[] free;
  private int freeCount;
  private int top = 1;
  private boolean active;

  public SwapArea(int type, int slots, mm.abi.Contents kind) {
    this.type = type;
    this.slots = slots;
    int initial = Math.min(slots + 1, 64);
    this.contents = new PageContents(kind, initial);
    this.count = new int[initial];
    this.cachedPfn = new int[initial];
    this.free = new int[initial];
  }

  public int type() {
    return type;
  }

  public int slots() {
    return slots;
  }

  public boolean active() {
    return active;
  }

  public void setActive(boolean on) {
    active = on;
  }

  PageContents contents() {
    return contents;
  }

  /** A slot that nothing uses, or 0 if the area is full. */
  int allocate() {
    if (freeCount > 0) {
      return free[--freeCount];
    }
    if (top > slots) {
      return 0;
    }
    if (top == count.length) {
      int n = Math.min(slots + 1, top * 2);
      count = Arrays.copyOf(count, n);
      cachedPfn = Arrays.copyOf(cachedPfn, n);
      free = Arrays.copyOf(free, n);
      contents.ensure(n);
    }
    return top++;
  }

  void release(int slot) {
    free[freeCount++] = slot;
  }

  int count(int slot) {
    return count[slot];
  }

  void addCount(int slot, int n) {
    count[slot] += n;
  }

  int cachedPfn(int slot) {
    return cachedPfn[slot];
  }

  void setCachedPfn(int slot, int pfn) {
    cachedPfn[slot] = pfn;
  }

  /** One more than the highest slot ever used. */
  public int end() {
    return top;
  }

  /** Slots in use. */
  public int used() {
    return top - 1 - freeCount;
  }
}
