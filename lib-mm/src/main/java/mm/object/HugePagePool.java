package mm.object;

import java.util.Arrays;

/** The pool of 2 MiB pages: nr_huge_pages, free, reserved, surplus ({@code mm/hugetlb.c}). */
public final class HugePagePool {
  private int[] freeHeads = {};
  private int free;
  private int total;
  private int reserved;

  /** Adds a page to the pool. */
  public void add(int head) {
    total++;
    put(head);
  }

  /** Takes a page out of the pool against a reservation. There must be one. */
  public int takeReserved() {
    reserved--;
    return freeHeads[--free];
  }

  /** Takes a page that nobody has reserved, or -1. */
  public int takeUnreserved() {
    return free - reserved > 0 ? freeHeads[--free] : -1;
  }

  /** Gives a page back. */
  public void put(int head) {
    if (free == freeHeads.length) {
      freeHeads = Arrays.copyOf(freeHeads, Math.max(16, free * 2));
    }
    freeHeads[free++] = head;
  }

  /**
   * Reserves {@code pages} (hugetlb_acct_memory): false if the pool has not that many unreserved.
   */
  public boolean reserve(long pages) {
    if (pages > free - reserved) {
      return false;
    }
    reserved += (int) pages;
    return true;
  }

  /**
   * A page that is freed gives its reservation back. Until then the count may be below zero: the
   * mapping that owned it can be gone already.
   */
  public void restoreReservation() {
    reserved++;
  }

  /** Gives {@code pages} reservations back. */
  public void unreserve(long pages) {
    reserved -= (int) pages;
  }

  public int total() {
    return total;
  }

  public int free() {
    return free;
  }

  public int reserved() {
    return reserved;
  }

  /** Pages beyond nr_huge_pages. Overcommit is not modelled: always 0. */
  public int surplus() {
    return 0;
  }
}
