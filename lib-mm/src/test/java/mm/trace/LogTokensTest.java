package mm.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTokensTest {
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, -",
    "0080000000000000, -",
    "a100000000000001, PFX",
    "a300000000000001, PFXW",
    "8100000000000001, PX",
    "8000000000000001, P",
    "4000000000000020, S",
    "4200000000000020, SW",
    "420000000000003f, M:uffd_wp",
    "020000000000000f, W",
    "400000000000005f, M:poison",
    "420000000000005f, M:poison+W",
    "440000000000009f, M:guard",
    "420000000000007f, M:uffd_wp+poison",
    "400000000000003f, M:uffd_wp!",
    "420000000000003e, SW",
  })
  void pagemapWordsOfMarkerType31(String word, String token) {
    assertEquals(token, new PagemapToken(31).of(Long.parseUnsignedLong(word, 16)));
  }

  @Test
  void markerTypeIsTheKernels() {
    assertEquals("M:uffd_wp", new PagemapToken(30).of(0x420000000000003eL));
    assertEquals("SW", new PagemapToken(30).of(0x420000000000003fL));
  }

  @Test
  void equalNeighboursAreCounted() {
    RunLengthList list = new RunLengthList();
    List.of("ok", "ok", "7", "ok", "ok", "ok").forEach(list::add);
    assertEquals("ok*2 7 ok*3", list.take());
    assertEquals("", list.take());
    list.add("x");
    assertEquals("x", list.take());
  }

  @ParameterizedTest
  @CsvSource({
    "8192, 8192, 4096, ok 2",
    "4096, 8192, 4096, EAGAIN 1",
    "-17, 8192, 4096, EEXIST",
    "8192, 8192, 1, ok 8192",
  })
  void countsTellHowFarACallCame(long done, long length, long unit, String text) {
    assertEquals(text, Results.count(done, length, unit));
  }

  @Test
  void placesKeepTheNameOfWhatMovedAway() {
    Places places =
        new Places(
            List.of(
                new Trace.Region("A", RegionKind.SHMEM, 4, 0, 0),
                new Trace.Region("H", RegionKind.HUGETLB, 4, 1, 0)));
    long first = places.next(0);
    long huge = places.next(1);
    long second = places.next(0);
    assertEquals("A", places.nameAt(first + 4096));
    assertEquals(1, places.indexAt(first + 8191));
    assertEquals("A", places.nameAt(second));
    assertEquals(1, places.indexAt(huge + (2 << 20) + 5));
    assertEquals(2 << 20, places.pageBytesAt(huge));
    assertEquals("?", places.nameAt(second + Places.PLACE_BYTES));
    assertEquals("?", places.nameAt(4096));
    assertEquals(0, places.indexAt(4096 + 4096));
    assertEquals(0, first % Places.PLACE_BYTES);
  }
}
