package mm.object;

import java.util.BitSet;

/**
 * resv_map of a private hugetlb mapping, kept by the one that called mmap and by what is split from
 * it. Reservations exist for all of its pages but those that are {@link #consumed}.
 */
public final class HugeReservation {
  private final BitSet consumed = new BitSet();

  /** Indices (huge pages of the file) whose reservation was used. */
  public BitSet consumed() {
    return consumed;
  }
}
