package workbench.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;

/** Evaluates Java, snippet by snippet. */
final class Interpreter {
  private final Engine engine;
  private final Failures failures;
  private final Results results;
  private final BooleanSupplier stopAsked;

  /**
   * @param stopAsked whether the cell that runs was asked to stop
   */
  Interpreter(Engine engine, BooleanSupplier stopAsked) {
    this.engine = engine;
    this.stopAsked = stopAsked;
    failures = new Failures(engine.shell());
    results = new Results(engine, failures);
  }

  /**
   * Evaluates {@code source}.
   *
   * @param line the line of {@code origin} that it begins at, from 1
   */
  Evaluation run(Snippets.Origin origin, String source, int line) {
    Object value = null;
    List<String> warnings = new ArrayList<>();
    for (Snippets.Part part : Snippets.split(engine.analysis(), origin, source, line)) {
      List<SnippetEvent> events = engine.shell().eval(part.source());
      Object result = engine.control().takeValue();
      if (stopAsked.getAsBoolean()) {
        return new Evaluation.Stopped(
            "the cell was stopped", part.line(), List.of("Interrupted: the cell was stopped"));
      }
      value = null;
      for (SnippetEvent event : events) {
        if (event.causeSnippet() != null) {
          continue;
        }
        Evaluation failed = take(part, event, warnings);
        if (failed != null) {
          return failed;
        }
        if (part.shown() && isShown(event.snippet())) {
          value = result;
        }
      }
    }
    return new Evaluation.Done(value, warnings);
  }

  private @Nullable Evaluation take(Snippets.Part part, SnippetEvent event, List<String> warnings) {
    failures.remember(event.snippet(), part);
    Evaluation failed = failures.of(part, event);
    if (failed == null) {
      warnings.addAll(warnings(event));
      results.add(event.snippet());
    }
    return failed;
  }

  private static boolean isShown(Snippet snippet) {
    return snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        || snippet.subKind() == SubKind.VAR_VALUE_SUBKIND
        || snippet.subKind() == SubKind.OTHER_EXPRESSION_SUBKIND
        || snippet instanceof ExpressionSnippet expression
            && expression.subKind() != SubKind.ASSIGNMENT_SUBKIND;
  }

  private List<String> warnings(SnippetEvent event) {
    if (event.status() != Status.RECOVERABLE_DEFINED
        && event.status() != Status.RECOVERABLE_NOT_DEFINED) {
      return List.of();
    }
    String missing =
        event.snippet() instanceof DeclarationSnippet declaration
            ? engine.shell().unresolvedDependencies(declaration).collect(Collectors.joining(", "))
            : "";
    return List.of("declared, but it needs what is not there yet: " + missing);
  }
}
