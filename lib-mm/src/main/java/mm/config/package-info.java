/**
 * Which kernel is modelled: its release, its configuration, the patches of the series, and the
 * behaviour that follows.
 */
@org.jspecify.annotations.NullMarked
package mm.config;
