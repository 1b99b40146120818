package mm.ram;

import java.util.Arrays;

/**
 * The inactive and the active list of swap-backed folios (anonymous and shmem), as links indexed by
 * pfn; a large folio stands by its head. New folios enter the head of the inactive list, reclaim
 * takes from its tail ({@code mm/vmscan.c}, classic LRU).
 */
public final class Lru {
  private static final int INACTIVE = 0;
  private static final int ACTIVE = 1;
  private static final int NIL = -1;

  private final int[] first = {NIL, NIL};
  private final int[] last = {NIL, NIL};
  private final int[] size = {0, 0};
  private int[] next = {};
  private int[] previous = {};
  private byte[] list = {};

  private void ensure(int pfn) {
    if (pfn >= next.length) {
      int n = Math.max(pfn + 1, Math.max(1024, next.length * 2));
      next = Arrays.copyOf(next, n);
      previous = Arrays.copyOf(previous, n);
      list = Arrays.copyOf(list, n);
    }
  }

  /** Puts a folio at the head of the inactive list; if it is on a list already it is moved. */
  public void addInactive(int pfn) {
    add(pfn, INACTIVE);
  }

  /** Puts a folio at the head of the active list. */
  public void activate(int pfn) {
    add(pfn, ACTIVE);
  }

  private void add(int pfn, int which) {
    remove(pfn);
    ensure(pfn);
    next[pfn] = first[which];
    previous[pfn] = NIL;
    if (first[which] != NIL) {
      previous[first[which]] = pfn;
    } else {
      last[which] = pfn;
    }
    first[which] = pfn;
    list[pfn] = (byte) (which + 1);
    size[which]++;
  }

  /** Takes a folio off its list, if it is on one. */
  public void remove(int pfn) {
    if (pfn >= list.length || list[pfn] == 0) {
      return;
    }
    int which = list[pfn] - 1;
    int before = previous[pfn];
    int after = next[pfn];
    if (before == NIL) {
      first[which] = after;
    } else {
      next[before] = after;
    }
    if (after == NIL) {
      last[which] = before;
    } else {
      previous[after] = before;
    }
    list[pfn] = 0;
    size[which]--;
  }

  /** Whether the folio is on a list. */
  public boolean contains(int pfn) {
    return pfn < list.length && list[pfn] != 0;
  }

  /** The folio that was longest on the inactive list, or -1. */
  public int inactiveTail() {
    return last[INACTIVE];
  }

  /** The folio that was longest on the active list, or -1. */
  public int activeTail() {
    return last[ACTIVE];
  }

  public int inactiveSize() {
    return size[INACTIVE];
  }

  public int activeSize() {
    return size[ACTIVE];
  }
}
