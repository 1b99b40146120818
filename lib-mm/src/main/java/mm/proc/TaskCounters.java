package mm.proc;

/**
 * Counters of one task: faults as getrusage counts them, pages as /proc/pid/status does.
 *
 * @param minflt minor faults
 * @param majflt major faults
 * @param anonPages MM_ANONPAGES, 4 KiB pages
 * @param shmemPages MM_SHMEMPAGES, 4 KiB pages
 * @param swapEntries MM_SWAPENTS
 * @param hugetlbPages hugetlb_usage, in 2 MiB pages
 * @param pageTables pages in page tables
 */
public record TaskCounters(
    long minflt,
    long majflt,
    long anonPages,
    long shmemPages,
    long swapEntries,
    long hugetlbPages,
    long pageTables) {}
