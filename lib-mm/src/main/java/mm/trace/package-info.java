/**
 * The trace language {@code mmtrace 1}: a list of memory-management operations in a text file
 * ({@code .mmt}), and the log that carrying them out on a kernel gives, one line per operation.
 *
 * <p>{@link mm.trace.TraceParser} checks a whole file before anything runs and makes a {@link
 * mm.trace.Trace} of it; {@link mm.trace.Replayer} carries it out on any {@link mm.Kernel} and
 * writes the log; {@link mm.trace.Agreement} compares logs with recorded ones. {@link
 * mm.trace.Replay} is the way in for command lines.
 */
@org.jspecify.annotations.NullMarked
package mm.trace;
