/** A Java session over JShell. */
@org.jspecify.annotations.NullMarked
package workbench.session;
