/**
 * Raw words: page-table entries of x86_64 and arm64, swap entries, PTE markers. Bit literals live
 * only here.
 */
@org.jspecify.annotations.NullMarked
package mm.arch;
