/** Executed notebooks as HTML pages. */
@org.jspecify.annotations.NullMarked
package workbench.report;
