package mm.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import mm.abi.Thp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParserTest {
  private static final String A_IS_ANON = "mmtrace 1\nmap A anon 4\n";
  private static final String A_IS_SHMEM = "mmtrace 1\nmap A shmem 4\n";
  private static final String A_IS_HUGETLB = "mmtrace 1\nmachine hugepages=4\nmap A hugetlb 2\n";

  /** Lines after a map of a region, all good. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "read A 0..3",
        "read A *",
        "read A 131071",
        "read A 0x1..0x2",
        "write A 0 18446744073709551615",
        "write A 0 0xffffffffffffffff",
        "map B alias A off=3 private",
        "map A_1z shmem 65536 thp",
        "map B anon-shared 1",
        "truncate A 131072",
        "truncate A 0",
        "mremap A",
        "mremap A 131072",
        "punch A 3..9",
        "uffd",
        "uffd features=,bit5,,move,bit0x3f",
        "uffd features=,",
        "register A * wp,,missing",
        "copy A 0..16383 5 wp dontwake",
        "zeropage A 0 dontwake",
        "continue A 0 dontwake wp",
        "wp A 0 on dontwake",
        "poison A 0",
        "move A 0..1 A 131070 holes dontwake",
        "policy minor=poison missing=copy-wp:0x10 wp=unprotect",
        "policy wp=none wp=none wp=none",
        "scan A * all=huge any=file,guard not=written ret=, max=1 wp check",
        "raw move A 1 2 3 A 0xffffffffffffffff",
        "raw copy A 1 2 3 4",
        "raw wake A 1 2",
        "advise A * populate_write",
        "fork P7",
        "\t read\tA  0 # a comment",
        "# nothing",
        "hugepages",
      })
  void acceptsGoodLines(String line) {
    TraceParser.parse(A_IS_SHMEM + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate A",
        "mmtrace 1",
        "machine swap=on",
        "@P0 machine swap=on",
        "@P1 read A 0",
        "@P8 read A 0",
        "@P0",
        "@ read A 0",
        "read A",
        "read A 0 1",
        "read B 0",
        "read A 131072",
        "read A 2..1",
        "read A 0..4096",
        "read A 1..",
        "read A ..1",
        "read A 0..1..2",
        "read A -1",
        "read A +1",
        "read A 0X1",
        "read A 0x",
        "read A 0xg",
        "write A 0 18446744073709551616",
        "write A 0 0x10000000000000000",
        "map A anon 1",
        "map 1B anon 1",
        "map _B anon 1",
        "map B-C anon 1",
        "map Babcdefghijklmnopqrstuvwxyz12345 anon 1",
        "map B anon 0",
        "map B anon 65537",
        "map B hugetlb 129",
        "map B file 1",
        "map B anon 1 huge",
        "map B alias A off=4",
        "map B alias A shared",
        "map B alias C",
        "truncate A 131073",
        "mremap A 0",
        "mremap A 131073",
        "protect A 0 x",
        "advise A 0 normal",
        "uffd features=",
        "uffd features=telepathy",
        "uffd features=bit64",
        "uffd feature=move",
        "close A",
        "register A *",
        "register A * rw",
        "copy A 0..16384 5",
        "copy A 0 5 holes",
        "zeropage A 0 wp",
        "wp A 0",
        "wp A 0 maybe",
        "move A 0..1 A 131071",
        "move A 0 A 0 wp",
        "policy",
        "policy missing=copy",
        "policy missing=unprotect",
        "policy major=none",
        "fork P0",
        "fork P8",
        "exit P1",
        "swapon",
        "swapoff",
        "scan A * max=0",
        "scan A * all=soft_dirty",
        "scan A * some=huge",
        "raw wp A 0 0",
        "raw wake A 0 0 0",
        "raw api A 0 0 0",
        "raw copy A 0 0 0",
        "hugepages A",
        "read A 0 a b c d e f g h i j k l m n o p q r s t u v",
      })
  void refusesBadLinesWithTheirNumber(String line) {
    TraceException e =
        assertThrows(TraceException.class, () -> TraceParser.parse(A_IS_SHMEM + line + "\n"));
    assertEquals(3, e.line());
    assertEquals("error: line 3: " + e.text(), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncate A 1", "punch A 0", "map B alias A"})
  void refusesFileOperationsWithoutFile(String line) {
    assertThrows(TraceException.class, () -> TraceParser.parse(A_IS_ANON + line));
    TraceParser.parse(A_IS_SHMEM + line);
  }

  @ParameterizedTest
  @CsvSource({
    "read A 255, read A 256",
    "mremap A 256, mremap A 257",
    "truncate A 256, truncate A 257",
    "map B hugetlb-private 128, map B hugetlb-private 129",
    "copy A 0..31 1, copy A 0..32 1",
    "move A 0..1 A 254, move A 0..1 A 255",
  })
  void hugetlbHasItsOwnLimits(String good, String bad) {
    TraceParser.parse(A_IS_HUGETLB + good);
    assertThrows(TraceException.class, () -> TraceParser.parse(A_IS_HUGETLB + bad));
  }

  @Test
  void moveWantsEqualPageSizes() {
    String text = A_IS_HUGETLB + "map B anon 4\nmove A 0 B 0";
    assertEquals(5, assertThrows(TraceException.class, () -> TraceParser.parse(text)).line());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "'# only a comment', 2",
    "'# a\n\n', 3",
    "'\nmmtrace 2\n', 2",
    "'map A anon 1', 1",
    "'mmtrace 1 1', 1",
  })
  void wantsTheHeaderFirst(String text, int line) {
    assertEquals(line, assertThrows(TraceException.class, () -> TraceParser.parse(text)).line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "machine swap=maybe",
        "machine swap",
        "machine hugepages=129",
        "machine hugepages=-1",
        "machine thp=advise",
        "machine shmem_thp=madvise",
        "machine cpus=2",
      })
  void refusesUnknownMachines(String line) {
    assertThrows(TraceException.class, () -> TraceParser.parse("mmtrace 1\n" + line));
  }

  @Test
  void laterMachineValuesWin() {
    Trace trace =
        TraceParser.parse(
            "mmtrace 1\nmachine swap=on hugepages=3 thp=always\n"
                + "machine swap=off shmem_thp=advise thp=madvise\nmachine\n");
    assertEquals(new MachineSettings(false, 3, Thp.MADVISE, Thp.MADVISE), trace.machine());
  }

  @Test
  void childKnowsWhatItsParentKnewWhenItForked() {
    String text = A_IS_ANON + "fork P1\nmap B anon 1\n@P1 read A 0\n@P1 read B 0\n";
    assertEquals(6, assertThrows(TraceException.class, () -> TraceParser.parse(text)).line());
  }

  @Test
  void processNamesAreUsedOnce() {
    String text = A_IS_ANON + "fork P1\nexit P1\nfork P1\n";
    assertEquals(5, assertThrows(TraceException.class, () -> TraceParser.parse(text)).line());
  }

  @Test
  void processThatEndedRunsNothing() {
    String text = A_IS_ANON + "fork P1\n@P1 exit P0\n@P1 read A 0\nread A 0\n";
    assertEquals(6, assertThrows(TraceException.class, () -> TraceParser.parse(text)).line());
  }

  @Test
  void limitsRegionsAndOperations() {
    StringBuilder regions = new StringBuilder("mmtrace 1\n");
    IntStream.range(0, 64).forEach(i -> regions.append("map A").append(i).append(" anon 1\n"));
    TraceParser.parse(regions.toString());
    String more = regions.append("map B anon 1\n").toString();
    assertEquals(66, assertThrows(TraceException.class, () -> TraceParser.parse(more)).line());

    String most = "mmtrace 1\n" + "hugepages\n".repeat(20000);
    assertEquals(20000, TraceParser.parse(most).operations().size());
    String tooMany = most + "hugepages\n";
    assertEquals(
        20002, assertThrows(TraceException.class, () -> TraceParser.parse(tooMany)).line());
  }

  @Test
  void operationsKeepTheirTokensAndLines() {
    Trace trace = TraceParser.parse("# c\nmmtrace 1\r\n\n @P0\tmap  A shmem 4 # x\nread A 1\r\n");
    assertEquals("@P0 map A shmem 4", trace.operations().get(0).text());
    assertEquals(4, trace.operations().get(0).line());
    assertEquals(
        new Action.Read(new Action.Range(0, 4096, 4096, 4096)), trace.operations().get(1).action());
  }

  @Test
  void aliasMapsTheRestOfTheFile() {
    Trace trace =
        TraceParser.parse(A_IS_SHMEM + "map B alias A off=1\nmap C alias B off=2 private");
    assertEquals(new Trace.Region("C", RegionKind.SHMEM_PRIVATE, 1, 0, 3), trace.regions().get(2));
  }
}
