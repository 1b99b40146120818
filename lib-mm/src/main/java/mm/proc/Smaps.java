package mm.proc;

/**
 * Fields of /proc/pid/smaps, summed.
 *
 * @param rss Rss in 4 KiB pages
 * @param anonymous Anonymous in 4 KiB pages
 * @param swap Swap in 4 KiB pages
 * @param anonHuge AnonHugePages in 4 KiB pages
 * @param shmemPmd ShmemPmdMapped in 4 KiB pages
 * @param sharedHugetlb Shared_Hugetlb in 2 MiB pages
 * @param privateHugetlb Private_Hugetlb in 2 MiB pages
 */
public record Smaps(
    long rss,
    long anonymous,
    long swap,
    long anonHuge,
    long shmemPmd,
    long sharedHugetlb,
    long privateHugetlb) {}
