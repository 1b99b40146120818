package workbench.session;

import java.util.ArrayDeque;
import java.util.Deque;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;

/**
 * The values of expressions, which JShell names {@code $1}, {@code $2} and keeps for ever. Here the
 * last few stay; those before are let go, so that a session grows neither in memory nor in what the
 * compiler has to look at.
 */
final class Results {
  /** How many stay. */
  private static final int KEPT = 3;

  private final Engine engine;
  private final Failures failures;
  private final Deque<VarSnippet> kept = new ArrayDeque<>();

  Results(Engine engine, Failures failures) {
    this.engine = engine;
    this.failures = failures;
  }

  /** Notes what was evaluated, if it is a value with a name of JShell's own. */
  void add(Snippet snippet) {
    if (snippet.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || !(snippet instanceof VarSnippet variable)) {
      return;
    }
    kept.addLast(variable);
    while (kept.size() > KEPT) {
      VarSnippet old = kept.removeFirst();
      engine.control().clearing(() -> engine.shell().varValue(old));
      engine.shell().drop(old);
      failures.forget(old);
    }
  }
}
