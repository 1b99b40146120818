package mm.proc;

/** HugePages_Total, _Free, _Rsvd and _Surp of /proc/meminfo, in 2 MiB pages. */
public record HugetlbPool(int total, int free, int reserved, int surplus) {}
