/** Random programs on the model, with everything recomputed after every step. */
@org.jspecify.annotations.NullMarked
package mm.fuzz;
