/** Artifacts of Maven repositories for cells, by Maven's own resolver. */
@org.jspecify.annotations.NullMarked
package workbench.maven;
