package mm.workload;

/**
 * What umap did.
 *
 * @param accesses loads and stores of the application
 * @param missReads missing events of loads
 * @param missWrites missing events of stores
 * @param wpEvents write-protect events
 * @param copiesPlain UFFDIO_COPY without WP
 * @param copiesWp UFFDIO_COPY with WP
 * @param disarms UFFDIO_WRITEPROTECT off
 * @param arms UFFDIO_WRITEPROTECT on
 * @param evictions pages dropped
 * @param storeWrites pages written out
 * @param lostWrites stores that landed in a page without the event that umap needs to know of them
 */
public record UmapCounts(
    long accesses,
    long missReads,
    long missWrites,
    long wpEvents,
    long copiesPlain,
    long copiesWp,
    long disarms,
    long arms,
    long evictions,
    long storeWrites,
    long lostWrites) {}
