package mm.workload;

/**
 * The deterministic reference of umapsort: the same accesses to the same pager, on a plain array
 * without any mm below it. What the modelled kernel does to a page must not change one of these
 * counts.
 */
public final class UmapReference implements Words {
  private final long[] data;
  private final int pageShift;
  private final PageQueue queue;
  private final byte[] state;
  private long missReads;
  private long missWrites;
  private long wpFaults;
  private long storeWrites;

  private static final byte ABSENT = 0;
  private static final byte CLEAN = 1;
  private static final byte DIRTY = 2;

  private UmapReference(int pages, int buffer, int pageBytes) {
    data = new long[Math.toIntExact((long) pages * pageBytes / 8)];
    pageShift = Integer.numberOfTrailingZeros(pageBytes) - 3;
    queue = new PageQueue(pages, buffer);
    state = new byte[pages];
  }

  /**
   * Runs the whole program: fill downwards, sort, check.
   *
   * @param pages pages of the array
   * @param buffer pages that the pager keeps at most (UMAP_BUFSIZE), at least 4
   * @param pageBytes a power of two
   */
  public static PageCounts run(int pages, int buffer, int pageBytes) {
    UmapReference reference = new UmapReference(pages, buffer, pageBytes);
    SortProgram program = new SortProgram(reference, reference.data.length);
    program.fill();
    long afterInit = reference.storeWrites;
    program.sort();
    long afterSort = reference.missReads;
    program.check();
    return new PageCounts(
        afterInit,
        afterSort,
        reference.missReads,
        reference.missWrites,
        reference.wpFaults,
        reference.storeWrites);
  }

  @Override
  public long read(long index) {
    int page = (int) (index >>> pageShift);
    if (state[page] == ABSENT) {
      missReads++;
      bringIn(page, CLEAN);
    }
    return data[(int) index];
  }

  @Override
  public void write(long index, long value) {
    int page = (int) (index >>> pageShift);
    if (state[page] == ABSENT) {
      missWrites++;
      bringIn(page, DIRTY);
    } else if (state[page] == CLEAN) {
      wpFaults++;
      state[page] = DIRTY;
    }
    data[(int) index] = value;
  }

  private void bringIn(int page, byte newState) {
    state[page] = newState;
    queue.add(page);
    while (queue.evicting()) {
      int victim = queue.removeOldest();
      if (state[victim] == DIRTY) {
        storeWrites++;
      }
      state[victim] = ABSENT;
    }
  }
}
