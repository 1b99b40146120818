/** What things cost: counted primitives times measured nanoseconds. */
@org.jspecify.annotations.NullMarked
package mm.cost;
