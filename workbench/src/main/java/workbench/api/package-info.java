/** What cells call: tables, charts, CSV files, parameters, claims. */
@org.jspecify.annotations.NullMarked
package workbench.api;
