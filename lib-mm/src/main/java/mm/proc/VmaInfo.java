package mm.proc;

/**
 * One mapping, as /proc/pid/maps and the VmFlags line of smaps show it. {@code [start, end)} in
 * bytes.
 *
 * @param prot PROT_* bits
 * @param missing registered for missing faults ({@code um})
 * @param wp registered for write-protection ({@code uw})
 * @param minor registered for minor faults ({@code ui})
 */
public record VmaInfo(
    long start,
    long end,
    int prot,
    boolean missing,
    boolean wp,
    boolean minor,
    boolean dontfork,
    boolean hugepage,
    boolean nohugepage) {}
