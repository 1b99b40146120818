/** Magics: lines of a cell that begin with {@code %} and are no Java. */
@org.jspecify.annotations.NullMarked
package workbench.magic;
