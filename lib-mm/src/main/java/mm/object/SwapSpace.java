package mm.object;

import mm.arch.SwapEntry;
import mm.ram.PageContents;
import org.jspecify.annotations.Nullable;

/**
 * The swap areas and the swap cache. A slot is in use as long as an entry counts on it (one for
 * each PTE, one for a shmem slot) or the swap cache holds its page.
 */
public final class SwapSpace {
  private final @Nullable SwapArea[] areas = new SwapArea[32];
  private final int maxAreas;

  /**
   * @param maxAreas MAX_SWAPFILES of the configuration
   */
  public SwapSpace(int maxAreas) {
    this.maxAreas = maxAreas;
  }

  /** The lowest type that is free, or -1: all types are used up. */
  public int freeType() {
    for (int type = 0; type < maxAreas; type++) {
      if (areas[type] == null) {
        return type;
      }
    }
    return -1;
  }

  public void add(SwapArea area) {
    areas[area.type()] = area;
  }

  public void remove(SwapArea area) {
    areas[area.type()] = null;
  }

  private SwapArea area(long entry) {
    SwapArea area = areas[SwapEntry.type(entry)];
    if (area == null) {
      throw new AssertionError("swap entry of no area, entry=0x" + Long.toHexString(entry));
    }
    return area;
  }

  private static int slot(long entry) {
    return (int) SwapEntry.offset(entry);
  }

  /** Whether any area is in use (total_swap_pages). */
  public boolean isActive() {
    for (SwapArea area : areas) {
      if (area != null && area.active()) {
        return true;
      }
    }
    return false;
  }

  /** An unused entry, or 0: no active area has a slot left. */
  public long allocate() {
    for (SwapArea area : areas) {
      if (area != null && area.active()) {
        int slot = area.allocate();
        if (slot != 0) {
          return SwapEntry.of(area.type(), slot);
        }
      }
    }
    return 0;
  }

  /** Whether {@code entry} names a slot of an area that exists. */
  public boolean isValid(long entry) {
    SwapArea area = areas[SwapEntry.type(entry)];
    return area != null && SwapEntry.offset(entry) < area.end();
  }

  /** One more user of the slot (swap_duplicate). */
  public void duplicate(long entry) {
    area(entry).addCount(slot(entry), 1);
  }

  /** One user less (swap_free); the slot is free when nobody and no cache holds it. */
  public void free(long entry) {
    SwapArea area = area(entry);
    area.addCount(slot(entry), -1);
    releaseIfUnused(area, slot(entry));
  }

  private static void releaseIfUnused(SwapArea area, int slot) {
    if (area.count(slot) == 0 && area.cachedPfn(slot) == 0) {
      area.release(slot);
    }
  }

  /** Entries that count on the slot, the cache not counted. */
  public int count(long entry) {
    return area(entry).count(slot(entry));
  }

  /** The page in the swap cache, or -1. */
  public int cached(long entry) {
    int pfn = area(entry).cachedPfn(slot(entry));
    return pfn == 0 ? -1 : pfn;
  }

  void addToCache(long entry, int pfn) {
    area(entry).setCachedPfn(slot(entry), pfn);
  }

  void removeFromCache(long entry) {
    SwapArea area = area(entry);
    area.setCachedPfn(slot(entry), 0);
    releaseIfUnused(area, slot(entry));
  }

  void write(long entry, PageContents from, int pfn) {
    PageContents.copy(from, pfn, area(entry).contents(), slot(entry));
  }

  void read(long entry, PageContents to, int pfn) {
    PageContents.copy(area(entry).contents(), slot(entry), to, pfn);
  }
}
