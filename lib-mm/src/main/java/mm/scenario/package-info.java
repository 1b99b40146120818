/**
 * Scripts that are run on kernels and whose answers are compared; among them the witnesses of the
 * patches of the series. Above the facade: everything here is asked through {@link mm.Kernel}.
 */
@org.jspecify.annotations.NullMarked
package mm.scenario;
