/** Executing notebooks: parameters, runs, products. */
@org.jspecify.annotations.NullMarked
package workbench.run;
