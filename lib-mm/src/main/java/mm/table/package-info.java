/** Four-level page tables of raw words. */
@org.jspecify.annotations.NullMarked
package mm.table;
