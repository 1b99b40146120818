/** The notebook file format, nbformat 4.5. */
@org.jspecify.annotations.NullMarked
package workbench.notebook;
