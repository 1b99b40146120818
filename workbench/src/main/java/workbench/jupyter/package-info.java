/**
 * The Jupyter kernel: ZeroMQ channels, signed messages, and what each request does with a {@link
 * workbench.session.JavaSession}.
 *
 * <p>Threads: {@link Channels} has one that owns all sockets; requests of the shell channel are
 * handled one after the other on a second one, those of the control channel on a third, so that an
 * interrupt gets through while a cell runs. Whoever has something to say hands the message to
 * {@link Channels}, which sends in the order of arrival: what a cell printed leaves before its
 * reply.
 */
@org.jspecify.annotations.NullMarked
package workbench.jupyter;
