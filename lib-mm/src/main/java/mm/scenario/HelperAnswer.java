package mm.scenario;

/**
 * What one helper of the kernel answers in four configurations; a row of {@link
 * ConfigurationTable}.
 *
 * @param helper the helper's name in Linux, or what is looked at
 * @param noMarkers without CONFIG_PTE_MARKER
 * @param noUffdWpMarkers with it, without CONFIG_PTE_MARKER_UFFD_WP
 * @param full with both: x86_64 as it is built
 * @param noArchUffdWp arm64 before 6.10, which has no CONFIG_HAVE_ARCH_USERFAULTFD_WP
 */
public record HelperAnswer(
    String helper, String noMarkers, String noUffdWpMarkers, String full, String noArchUffdWp) {}
