/** Programs that run on a kernel: the tests of the series, rebuilt on the facade. */
@org.jspecify.annotations.NullMarked
package mm.workload;
