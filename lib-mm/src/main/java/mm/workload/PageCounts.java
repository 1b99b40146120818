package mm.workload;

/**
 * What a pager with one application thread did: the counts of umapsort.
 *
 * @param storeWritesAfterInit pages written to the store when the array was filled
 * @param missReadsAfterSort read misses when it was sorted
 * @param missReads read misses in all, the check included
 * @param missWrites write misses
 * @param wpFaults first writes to a page that was read in clean
 * @param storeWrites pages written to the store
 */
public record PageCounts(
    long storeWritesAfterInit,
    long missReadsAfterSort,
    long missReads,
    long missWrites,
    long wpFaults,
    long storeWrites) {}
