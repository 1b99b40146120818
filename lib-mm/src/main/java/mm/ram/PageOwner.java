package mm.ram;

/** What the mapping field of struct page points to: a file's address space or an anonymous one. */
public interface PageOwner {}
