/** JMH benchmarks of the model; see the profile {@code bench} of the module's pom. */
@NullMarked
package mm.bench;

import org.jspecify.annotations.NullMarked;
