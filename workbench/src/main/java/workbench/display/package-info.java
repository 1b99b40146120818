/** What a value looks like: as text, HTML, CSV or an image. */
@org.jspecify.annotations.NullMarked
package workbench.display;
