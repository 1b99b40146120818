package mm.trace;

import java.util.Arrays;
import java.util.List;

/**
 * Where regions lie: each place begins at a multiple of 1 GiB and is used once. A region that moves
 * takes the next place; the old one still carries its name, so that events about it can be told.
 */
final class Places {
  /** Distance of two places, and more than the longest region. */
  static final long PLACE_BYTES = 1L << 30;

  private static final long FIRST = 1L << 44;

  private final List<Trace.Region> regions;
  private int[] regionOfPlace = new int[16];
  private int places;

  Places(List<Trace.Region> regions) {
    this.regions = regions;
  }

  /** Address of a fresh place for {@code region}. */
  long next(int region) {
    if (places == regionOfPlace.length) {
      regionOfPlace = Arrays.copyOf(regionOfPlace, 2 * places);
    }
    regionOfPlace[places] = region;
    return FIRST + places++ * PLACE_BYTES;
  }

  /** Size of the pages at {@code address}: 4 KiB outside all places. */
  long pageBytesAt(long address) {
    int place = placeOf(address);
    return place < 0 ? RegionKind.ANON.pageBytes() : at(place).kind().pageBytes();
  }

  /** Index of the page at {@code address}, counted from its place; 0 outside all places. */
  long indexAt(long address) {
    return placeOf(address) < 0 ? 0 : (address & (PLACE_BYTES - 1)) / pageBytesAt(address);
  }

  /** Name of the region that lies or lay at {@code address}, or {@code ?}. */
  String nameAt(long address) {
    int place = placeOf(address);
    return place < 0 ? "?" : at(place).name();
  }

  private Trace.Region at(int place) {
    return regions.get(regionOfPlace[place]);
  }

  private int placeOf(long address) {
    long place = (address - FIRST) / PLACE_BYTES;
    return address < FIRST || place >= places ? -1 : (int) place;
  }
}
