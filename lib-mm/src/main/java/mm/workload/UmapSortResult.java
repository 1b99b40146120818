package mm.workload;

/**
 * One run of umapsort.
 *
 * @param memory the kind of memory
 * @param pages pages of the array
 * @param buffer pages in the buffer
 * @param ok sorted, and no page was ever written without an event
 * @param verdict {@code sorted}, or what went wrong
 * @param pageCounts the counts that the deterministic reference gives too
 * @param umap all that the pager counted
 * @param minflt minor faults of the task
 * @param majflt major faults of the task
 * @param markersInstalled PTE markers written
 * @param markersConsumed PTE markers replaced by a page
 * @param pswpin pages read from swap
 * @param pswpout pages written to swap
 * @param pageTablePages pages in page tables at the end
 * @param simulatedSeconds time on the virtual clock
 * @param wallNanos time that it took here; never stored
 */
public record UmapSortResult(
    String memory,
    int pages,
    int buffer,
    boolean ok,
    String verdict,
    PageCounts pageCounts,
    UmapCounts umap,
    long minflt,
    long majflt,
    long markersInstalled,
    long markersConsumed,
    long pswpin,
    long pswpout,
    long pageTablePages,
    double simulatedSeconds,
    long wallNanos) {}
