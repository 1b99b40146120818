/**
 * The facade: a machine, its tasks, their userfaultfd descriptors. Everything a notebook or a tool
 * needs of the model.
 */
@org.jspecify.annotations.NullMarked
package mm;
