package mm.scenario;

import static mm.abi.Uffd.FEATURE_PAGEFAULT_FLAG_WP;
import static mm.abi.Uffd.FEATURE_WP_HUGETLBFS_SHMEM;
import static mm.abi.Uffd.REGISTER_MODE_MINOR;
import static mm.abi.Uffd.REGISTER_MODE_WP;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.arch.SwapEntry;
import mm.config.Arch;
import mm.table.Entries;

/**
 * What the kernel's helpers answer in the configurations of Linux 5.19, asked of the running model:
 * without markers, with markers that mean nothing, with everything, and on an architecture without
 * uffd-wp.
 */
public final class ConfigurationTable {
  private static final int SLOT = 1;
  private static final int WP_AND_MINOR = REGISTER_MODE_WP | REGISTER_MODE_MINOR;

  private final Configuration noMarkers = new Configuration(Arch.X86_64, false, false);
  private final Configuration noUffdWpMarkers = new Configuration(Arch.X86_64, true, false);
  private final Configuration full = new Configuration(Arch.X86_64, true, true);
  private final Configuration noArchUffdWp = new Configuration(Arch.ARM64, true, false);
  private final List<HelperAnswer> rows = new ArrayList<>();

  private ConfigurationTable() {}

  /** Asks everything. */
  public static List<HelperAnswer> ask() {
    ConfigurationTable table = new ConfigurationTable();
    table.askMarkers();
    table.askBits();
    table.askTypes();
    table.askInterface();
    return List.copyOf(table.rows);
  }

  private void askMarkers() {
    entries("make_pte_marker_entry", e -> entry(e.markerEntry(PteMarker.UFFD_WP)));
    entries("make_pte_marker", e -> HexFormat.of().toHexDigits(uffdWpMarker(e)));
    entries("is_pte_marker", e -> e.isMarker(uffdWpMarker(e)));
    entries("pte_marker_get", e -> e.markerBits(uffdWpMarker(e)));
    entries("pte_none", e -> e.format().none(uffdWpMarker(e)));
    entries("pte_none_mostly", e -> e.pteNoneMostly(uffdWpMarker(e)));
    entries("pte_marker_uffd_wp", e -> e.pteMarkerUffdWp(uffdWpMarker(e)));
    entries("pte_swp_uffd_wp_any of a marker", e -> e.swpUffdWpAny(uffdWpMarker(e)));
    entries("pte_swp_uffd_wp_any of a swap entry", e -> e.swpUffdWpAny(protectedSwap(e)));
    machines("pte_install_uffd_wp_if_needed", Configuration::zapLeaves);
  }

  private void askBits() {
    entries("pte_uffd_wp", e -> e.format().uffdWp(protectedPage(e.format())));
    entries("pte_swp_uffd_wp", e -> e.format().swpUffdWp(protectedSwap(e)));
  }

  private void askTypes() {
    entries("MAX_SWAPFILES", e -> e.types().maxSwapfiles());
    entries("SWP_PTE_MARKER", e -> e.types().marker() < 0 ? "-" : e.types().marker());
  }

  private void askInterface() {
    machines("UFFDIO_REGISTER WP, anon", Configuration::registerAnon);
    machines("UFFDIO_REGISTER WP, shmem", c -> c.registerFile(false, REGISTER_MODE_WP));
    machines("UFFDIO_REGISTER WP, hugetlb", c -> c.registerFile(true, REGISTER_MODE_WP));
    machines("UFFDIO_REGISTER WP+MINOR, shmem", c -> c.registerFile(false, WP_AND_MINOR));
    machines("UFFDIO_API, bit 0", c -> c.offers(FEATURE_PAGEFAULT_FLAG_WP));
    machines("UFFDIO_API, bit 12", c -> c.offers(FEATURE_WP_HUGETLBFS_SHMEM));
    machines("UFFDIO_API asked for bit 12", c -> c.handshake(FEATURE_WP_HUGETLBFS_SHMEM));
  }

  private static long uffdWpMarker(Entries entries) {
    return entries.marker(PteMarker.UFFD_WP);
  }

  private static long protectedSwap(Entries entries) {
    return entries.format().swpMkUffdWp(entries.format().swapPte(SwapEntry.of(0, SLOT)));
  }

  private static long protectedPage(PteFormat format) {
    return format.mkUffdWp(format.mk(1, format.prot(true, false, false, true)));
  }

  private static String entry(long entry) {
    return "type " + SwapEntry.type(entry) + " offset " + SwapEntry.offset(entry);
  }

  private void entries(String helper, Function<Entries, Object> question) {
    machines(helper, configuration -> question.apply(configuration.entries()));
  }

  private void machines(String helper, Function<Configuration, Object> question) {
    rows.add(
        new HelperAnswer(
            helper,
            question.apply(noMarkers).toString(),
            question.apply(noUffdWpMarkers).toString(),
            question.apply(full).toString(),
            question.apply(noArchUffdWp).toString()));
  }
}
