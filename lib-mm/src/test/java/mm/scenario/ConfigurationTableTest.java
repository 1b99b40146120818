package mm.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Linux 5.19 in its configurations, row by row as the kernel's sources have it. */
class ConfigurationTableTest {
  private static final List<HelperAnswer> TABLE = ConfigurationTable.ask();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "make_pte_marker_entry|type 0 offset 0|type 30 offset 1|type 30 offset 1|type 30 offset 1",
        "make_pte_marker|07fffffffffffe00|f7fffffffffffc00|f7fffffffffffc00|00000000000001f0",
        "is_pte_marker|false|true|true|true",
        "pte_marker_get|0|1|1|1",
        "pte_none|false|false|false|false",
        "pte_none_mostly|false|true|true|true",
        "pte_marker_uffd_wp|false|false|true|false",
        "pte_swp_uffd_wp_any of a marker|false|false|true|false",
        "pte_swp_uffd_wp_any of a swap entry|false|false|true|false",
        "pte_install_uffd_wp_if_needed|none|none|swap form, uffd-wp|none",
        "pte_uffd_wp|true|true|true|false",
        "pte_swp_uffd_wp|true|true|true|false",
        "MAX_SWAPFILES|23|22|22|22",
        "SWP_PTE_MARKER|-|30|30|30",
        "UFFDIO_REGISTER WP, anon|accepted|accepted|accepted|EINVAL",
        "UFFDIO_REGISTER WP, shmem|EINVAL|EINVAL|accepted|EINVAL",
        "UFFDIO_REGISTER WP, hugetlb|EINVAL|EINVAL|accepted|EINVAL",
        "UFFDIO_REGISTER WP+MINOR, shmem|accepted|accepted|accepted|EINVAL",
        "UFFDIO_API, bit 0|offered|offered|offered|hidden",
        "UFFDIO_API, bit 12|hidden|hidden|offered|hidden",
        "UFFDIO_API asked for bit 12|taken|taken|taken|taken"
      })
  void answers(String helper, String a, String b, String c, String d) {
    assertThat(TABLE).contains(new HelperAnswer(helper, a, b, c, d));
  }

  @Test
  void hasNoRowThatIsNotCheckedHere() {
    assertThat(TABLE).hasSize(21).extracting(HelperAnswer::helper).doesNotHaveDuplicates();
  }
}
