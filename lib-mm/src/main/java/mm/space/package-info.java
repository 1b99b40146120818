/** One address space: its mappings, its page faults, and one class per operation on it. */
@org.jspecify.annotations.NullMarked
package mm.space;
