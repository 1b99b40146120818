package mm.ram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Page frames as parallel arrays indexed by pfn. Frames come in blocks of 512: a block is either
 * one 2 MiB folio, or carved into single frames, or free. A frame is in use as long as something
 * maps it or a cache holds it; there is no separate reference count: {@link #mapcount}, {@link
 * #CACHED} and {@link #SWAPCACHE} are all the references that the model has.
 *
 * <p>The arrays grow with use, up to the limit given; pfn 0 to 511 (block 0) never leave the
 * allocator, so that no entry of pfn 0 is ever valid by accident.
 */
public final class Frames {
  /** Pages in a 2 MiB folio. */
  public static final int BLOCK = 512;

  /** Belongs to anonymous memory (PageAnon). */
  public static final int ANON = 1;

  /**
   * One address space alone owns it (PageAnonExclusive, a property of each page of a large folio).
   */
  public static final int EXCLUSIVE = 1 << 1;

  /** Its content is newer than its backing (PageDirty). */
  public static final int DIRTY = 1 << 2;

  /** Seen referenced once (PageReferenced). */
  public static final int REFERENCED = 1 << 3;

  /** In the page cache of its owner. */
  public static final int CACHED = 1 << 4;

  /** In the swap cache under {@link #swapEntry}. */
  public static final int SWAPCACHE = 1 << 5;

  /** Out of the hugetlb pool. */
  public static final int HUGETLB = 1 << 6;

  /** Part of a 2 MiB folio whose head is the pfn rounded down to 512. */
  public static final int LARGE = 1 << 7;

  /** Marked by MADV_FREE: reclaim drops it while it is clean (not PageSwapBacked). */
  public static final int LAZYFREE = 1 << 8;

  /** Taken from the allocator. */
  public static final int IN_USE = 1 << 9;

  /** A hugetlb page whose reservation comes back when it is freed (HPageRestoreReserve). */
  public static final int RESTORE_RESERVE = 1 << 10;

  /** Lost to a memory error (PageHWPoison). */
  public static final int HWPOISON = 1 << 11;

  /** On the active list of {@link Lru}. */
  public static final int ACTIVE = 1 << 12;

  private int availableFrames;
  private final int blockLimit;
  private int usedFrames;

  private int[] mapcount = {};
  private int[] flags = {};
  private @Nullable PageOwner[] owner = {};
  private long[] index = {};
  private long[] swapEntry = {};
  private int[] freeSingles = {};
  private int[] entireMapcount = {};
  private int[] folioMapcount = {};
  private short[] freeInBlock = {};
  private int[] freeBlocks = {};

  /**
   * Order of the part that a frame belongs to. A part is what a non-uniform split leaves of a 2 MiB
   * folio: Linux keeps it as a smaller folio, here its frames are single ones that a fault maps
   * together. It ends when one of them is freed.
   */
  private byte[] partOrder = {};

  private int freeSingleCount;
  private int freeBlockCount;
  private int carvedBlocks = 1;

  /**
   * @param frames how many frames may be in use at once
   */
  public Frames(int frames) {
    availableFrames = frames;
    // Three more than the frames need: block 0 is never used, one carved block may be part full,
    // one may be extra.
    blockLimit = (frames + BLOCK - 1) / BLOCK + 3;
    grow(2);
  }

  private void grow(int wantedBlocks) {
    int blocks = Math.max(wantedBlocks, Math.min(blockLimit, freeInBlock.length * 2));
    int n = blocks * BLOCK;
    mapcount = Arrays.copyOf(mapcount, n);
    flags = Arrays.copyOf(flags, n);
    owner = Arrays.copyOf(owner, n);
    index = Arrays.copyOf(index, n);
    swapEntry = Arrays.copyOf(swapEntry, n);
    partOrder = Arrays.copyOf(partOrder, n);
    freeSingles = Arrays.copyOf(freeSingles, n);
    entireMapcount = Arrays.copyOf(entireMapcount, blocks);
    folioMapcount = Arrays.copyOf(folioMapcount, blocks);
    freeInBlock = Arrays.copyOf(freeInBlock, blocks);
    freeBlocks = Arrays.copyOf(freeBlocks, blocks);
  }

  /** One frame, or -1 if none is left. */
  public int allocate() {
    if (usedFrames >= availableFrames) {
      return -1;
    }
    if (freeSingleCount == 0) {
      int block = takeBlock();
      if (block < 0) {
        return -1;
      }
      for (int i = BLOCK - 1; i >= 0; i--) {
        freeSingles[freeSingleCount++] = block * BLOCK + i;
      }
      freeInBlock[block] = BLOCK;
    }
    int pfn = freeSingles[--freeSingleCount];
    freeInBlock[pfn / BLOCK]--;
    flags[pfn] = IN_USE;
    usedFrames++;
    return pfn;
  }

  /** The head of a 2 MiB folio of 512 frames, or -1 if none is left. */
  public int allocateLarge() {
    if (usedFrames + BLOCK > availableFrames) {
      return -1;
    }
    int block = takeBlock();
    if (block < 0) {
      block = coalesce();
      if (block < 0) {
        return -1;
      }
    }
    int head = block * BLOCK;
    Arrays.fill(flags, head, head + BLOCK, IN_USE | LARGE);
    usedFrames += BLOCK;
    return head;
  }

  /** A 2 MiB folio beyond the limit, once: the huge zero page, which belongs to nobody. */
  public int allocateExtraLarge() {
    availableFrames += BLOCK;
    return allocateLarge();
  }

  private int takeBlock() {
    if (freeBlockCount > 0) {
      return freeBlocks[--freeBlockCount];
    }
    if (carvedBlocks >= blockLimit) {
      return -1;
    }
    if (carvedBlocks >= freeInBlock.length) {
      grow(carvedBlocks + 1);
    }
    return carvedBlocks++;
  }

  /** Makes a block out of 512 single frames that are all free. */
  private int coalesce() {
    for (int block = 1; block < carvedBlocks; block++) {
      if (freeInBlock[block] == BLOCK) {
        int kept = 0;
        for (int i = 0; i < freeSingleCount; i++) {
          if (freeSingles[i] / BLOCK != block) {
            freeSingles[kept++] = freeSingles[i];
          }
        }
        freeSingleCount = kept;
        freeInBlock[block] = 0;
        return block;
      }
    }
    return -1;
  }

  /** Gives back one single frame. */
  public void free(int pfn) {
    clear(pfn);
    freeSingles[freeSingleCount++] = pfn;
    freeInBlock[pfn / BLOCK]++;
    usedFrames--;
  }

  /** Gives back a 2 MiB folio. */
  public void freeLarge(int head) {
    for (int i = 0; i < BLOCK; i++) {
      clear(head + i);
    }
    entireMapcount[head / BLOCK] = 0;
    folioMapcount[head / BLOCK] = 0;
    freeBlocks[freeBlockCount++] = head / BLOCK;
    usedFrames -= BLOCK;
  }

  private void clear(int pfn) {
    flags[pfn] = 0;
    mapcount[pfn] = 0;
    owner[pfn] = null;
    index[pfn] = 0;
    swapEntry[pfn] = 0;
    if (partOrder[pfn] > 0) {
      dissolvePart(pfn);
    }
  }

  /**
   * Turns a 2 MiB folio into 512 single frames, each with the flags and the owner that it has.
   * Nothing may map it by PMD.
   */
  public void split(int head) {
    for (int i = 0; i < BLOCK; i++) {
      flags[head + i] &= ~LARGE;
    }
    entireMapcount[head / BLOCK] = 0;
    folioMapcount[head / BLOCK] = 0;
    freeInBlock[head / BLOCK] = 0;
  }

  /** Frames in the part of {@code pfn}; of a 2 MiB folio all 512, of other frames 1. */
  public int partPages(int pfn) {
    return (flags[pfn] & LARGE) != 0 ? BLOCK : 1 << partOrder[pfn];
  }

  /** The first frame of the part of {@code pfn}. */
  public int partHead(int pfn) {
    return pfn & -partPages(pfn);
  }

  /**
   * Halves the part of {@code pfn} until that frame is alone: the other halves become parts of
   * their own. The frames have to be single ones already; {@code pages} of them make up the part.
   */
  public void splitPartAround(int pfn, int pages) {
    partOrder[pfn] = 0;
    for (int half = pages / 2; half > 0; half /= 2) {
      int other = (pfn & -half) ^ half;
      Arrays.fill(partOrder, other, other + half, (byte) Integer.numberOfTrailingZeros(half));
    }
  }

  /** Makes every frame of the part of {@code pfn} one of its own. */
  public void dissolvePart(int pfn) {
    int head = partHead(pfn);
    Arrays.fill(partOrder, head, head + partPages(pfn), (byte) 0);
  }

  /** The first frame of the folio that {@code pfn} is part of. */
  public int head(int pfn) {
    return (flags[pfn] & LARGE) != 0 ? pfn & -BLOCK : pfn;
  }

  /** Frames in the folio of {@code pfn}: 1 or 512. */
  public int folioPages(int pfn) {
    return (flags[pfn] & LARGE) != 0 ? BLOCK : 1;
  }

  public int flags(int pfn) {
    return flags[pfn];
  }

  /** Whether any of the flags in {@code mask} is set. */
  public boolean is(int pfn, int mask) {
    return (flags[pfn] & mask) != 0;
  }

  public void set(int pfn, int mask) {
    flags[pfn] |= mask;
  }

  public void clear(int pfn, int mask) {
    flags[pfn] &= ~mask;
  }

  /** The file or anonymous family it belongs to, or null. Of a large folio every page has it. */
  public @Nullable PageOwner owner(int pfn) {
    return owner[pfn];
  }

  /** Page offset in the owner, in 4 KiB units. */
  public long index(int pfn) {
    return index[pfn];
  }

  public void setOwner(int pfn, @Nullable PageOwner newOwner, long newIndex) {
    owner[pfn] = newOwner;
    index[pfn] = newIndex;
  }

  /** The swap entry it stands for while {@link #SWAPCACHE} is set. */
  public long swapEntry(int pfn) {
    return swapEntry[pfn];
  }

  public void setSwapEntry(int pfn, long entry) {
    swapEntry[pfn] = entry;
  }

  /** How many PTEs and PMDs map this page. */
  public int mapcount(int pfn) {
    return mapcount[pfn] + ((flags[pfn] & LARGE) != 0 ? entireMapcount[pfn / BLOCK] : 0);
  }

  /** How many PTEs map this page (the PMDs that map its folio not counted). */
  public int pteMapcount(int pfn) {
    return mapcount[pfn];
  }

  /** How many PMDs (hugetlb entries too) map the folio of {@code pfn}. */
  public int entireMapcount(int pfn) {
    return (flags[pfn] & LARGE) != 0 ? entireMapcount[pfn / BLOCK] : 0;
  }

  /** How many entries map any page of the folio of {@code pfn} (folio_mapcount). */
  public int folioMapcount(int pfn) {
    return (flags[pfn] & LARGE) != 0 ? folioMapcount[pfn / BLOCK] : mapcount[pfn];
  }

  /** One more PTE maps {@code pfn}. */
  public void mapPte(int pfn) {
    mapcount[pfn]++;
    if ((flags[pfn] & LARGE) != 0) {
      folioMapcount[pfn / BLOCK]++;
    }
  }

  /** One PTE less maps {@code pfn}. */
  public void unmapPte(int pfn) {
    mapcount[pfn]--;
    if ((flags[pfn] & LARGE) != 0) {
      folioMapcount[pfn / BLOCK]--;
    }
  }

  /** One more PMD maps the folio that begins at {@code head}. */
  public void mapPmd(int head) {
    entireMapcount[head / BLOCK]++;
    folioMapcount[head / BLOCK]++;
  }

  /** One PMD less maps the folio that begins at {@code head}. */
  public void unmapPmd(int head) {
    entireMapcount[head / BLOCK]--;
    folioMapcount[head / BLOCK]--;
  }

  /** Frames in use. */
  public int usedFrames() {
    return usedFrames;
  }

  /** Frames that could be in use. */
  public int availableFrames() {
    return availableFrames;
  }

  /** One more than the highest pfn that was ever in use. */
  public int pfnEnd() {
    return carvedBlocks * BLOCK;
  }

  /** One more than the highest pfn that there can be. */
  public int pfnLimit() {
    return blockLimit * BLOCK;
  }
}
