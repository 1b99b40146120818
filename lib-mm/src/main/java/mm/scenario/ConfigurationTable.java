package mm.scenario;

import static mm.abi.Uffd.FEATURE_PAGEFAULT_FLAG_WP;
import static mm.abi.Uffd.FEATURE_WP_HUGETLBFS_SHMEM;
import static mm.abi.Uffd.REGISTER_MODE_MINOR;
import static mm.abi.Uffd.REGISTER_MODE_WP;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import mm.PteHelpers;
import mm.arch.PteFormat;
import mm.arch.PteMarker;
import mm.arch.SwapEntry;
import mm.config.Arch;

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
    helpers("make_pte_marker_entry", h -> entry(h.makePteMarkerEntry(PteMarker.UFFD_WP)));
    helpers("make_pte_marker", h -> HexFormat.of().toHexDigits(uffdWpMarker(h)));
    helpers("is_pte_marker", h -> h.isPteMarker(uffdWpMarker(h)));
    helpers("pte_marker_get", h -> h.pteMarkerGet(uffdWpMarker(h)));
    helpers("pte_none", h -> h.format().none(uffdWpMarker(h)));
    helpers("pte_none_mostly", h -> h.pteNoneMostly(uffdWpMarker(h)));
    helpers("pte_marker_uffd_wp", h -> h.pteMarkerUffdWp(uffdWpMarker(h)));
    helpers("pte_swp_uffd_wp_any of a marker", h -> h.pteSwpUffdWpAny(uffdWpMarker(h)));
    helpers("pte_swp_uffd_wp_any of a swap entry", h -> h.pteSwpUffdWpAny(protectedSwap(h)));
    machines("pte_install_uffd_wp_if_needed", Configuration::zapLeaves);
  }

  private void askBits() {
    helpers("pte_uffd_wp", h -> h.format().uffdWp(protectedPage(h.format())));
    helpers("pte_swp_uffd_wp", h -> h.format().swpUffdWp(protectedSwap(h)));
  }

  private void askTypes() {
    helpers("MAX_SWAPFILES", h -> h.maxSwapfiles());
    helpers("SWP_PTE_MARKER", h -> h.markerType() < 0 ? "-" : h.markerType());
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

  private static long uffdWpMarker(PteHelpers helpers) {
    return helpers.makePteMarker(PteMarker.UFFD_WP);
  }

  private static long protectedSwap(PteHelpers helpers) {
    return helpers.format().swpMkUffdWp(helpers.format().swapPte(SwapEntry.of(0, SLOT)));
  }

  private static long protectedPage(PteFormat format) {
    return format.mkUffdWp(format.mk(1, format.prot(true, false, false, true)));
  }

  private static String entry(long entry) {
    return "type " + SwapEntry.type(entry) + " offset " + SwapEntry.offset(entry);
  }

  private void helpers(String helper, Function<PteHelpers, Object> question) {
    machines(helper, configuration -> question.apply(configuration.helpers()));
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
