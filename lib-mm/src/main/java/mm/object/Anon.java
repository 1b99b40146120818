package mm.object;

/**
 * A family of anonymous mappings that may share pages: a VMA, what was split from it, and its
 * copies in forked children. Stands for the root anon_vma of {@code mm/rmap.c}; one object a family
 * means that reverse mapping may look at a few VMAs too many, never too few.
 */
public final class Anon extends MemoryObject {}
