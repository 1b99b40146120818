package workbench.session;

import java.util.ArrayList;
import java.util.List;
import workbench.magic.Chunk;
import workbench.magic.Chunks;
import workbench.magic.MagicError;
import workbench.magic.Magics;
import workbench.magic.Step;
import workbench.session.Snippets.Origin;

/** Evaluates a cell: its Java, and its magics, in their order. */
final class CellRunner {
  /** Files that load files, one in the other. */
  private static final int MAX_DEPTH = 20;

  private final Engine engine;
  private final Interpreter interpreter;
  private final Magics magics;
  private int depth;

  CellRunner(Engine engine, Interpreter interpreter, Magics magics) {
    this.engine = engine;
    this.interpreter = interpreter;
    this.magics = magics;
  }

  /**
   * Evaluates {@code source}.
   *
   * @param firstLine the line of {@code origin} that it begins at
   */
  Evaluation run(Origin origin, String source, int firstLine) {
    Object value = null;
    List<String> warnings = new ArrayList<>();
    for (Chunk chunk : Chunks.split(source, s -> Snippets.ended(engine.analysis(), s))) {
      int line = firstLine + chunk.line() - 1;
      Evaluation evaluation =
          switch (chunk) {
            case Chunk.Java java -> interpreter.run(origin, java.source(), line);
            case Chunk.Magic magic -> magic(origin, magic, line);
          };
      if (!(evaluation instanceof Evaluation.Done done)) {
        return evaluation;
      }
      value = done.value();
      warnings.addAll(done.warnings());
    }
    return new Evaluation.Done(value, warnings);
  }

  private Evaluation magic(Origin origin, Chunk.Magic call, int line) {
    try {
      Evaluation.Done last = new Evaluation.Done(null, List.of());
      for (Step step : magics.steps(call)) {
        Evaluation evaluation = step(origin, step, line);
        if (!(evaluation instanceof Evaluation.Done done)) {
          return evaluation;
        }
        last = done;
      }
      return last;
    } catch (MagicError e) {
      String message = String.valueOf(e.getMessage());
      return new Evaluation.Thrown(
          "MagicError", message, line, List.of(origin.line(line) + ": " + message));
    }
  }

  private Evaluation step(Origin origin, Step step, int line) {
    switch (step) {
      case Step.Print print -> System.out.print(print.text());
      case Step.ClassPath added -> engine.addToClassPath(added.paths());
      case Step.Load load -> {
        return load(origin, load, line);
      }
      case Step.Time timed -> {
        return time(origin, timed.source(), line);
      }
    }
    return new Evaluation.Done(null, List.of());
  }

  private Evaluation time(Origin origin, String source, int line) {
    Stopwatch watch = Stopwatch.start(engine.control());
    try {
      return run(origin, source, line);
    } finally {
      System.out.println(watch.read());
    }
  }

  private Evaluation load(Origin origin, Step.Load load, int line) {
    if (depth == MAX_DEPTH) {
      throw new MagicError("%%load %s: files load each other without end".formatted(load.name()));
    }
    depth++;
    try {
      List<String> warnings = new ArrayList<>();
      for (Step.Part part : load.cells()) {
        Evaluation evaluation = run(new Origin(part.name(), origin.number()), part.source(), 1);
        if (!(evaluation instanceof Evaluation.Done done)) {
          return at(line, evaluation);
        }
        warnings.addAll(done.warnings());
      }
      return new Evaluation.Done(null, warnings);
    } finally {
      depth--;
    }
  }

  /** The line of a failure inside a file is that of the {@code %load}; its trace says the rest. */
  private static Evaluation at(int line, Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.CompileError e ->
          new Evaluation.CompileError(e.evalue(), line, e.traceback());
      case Evaluation.Thrown e -> new Evaluation.Thrown(e.ename(), e.evalue(), line, e.traceback());
      case Evaluation.Stopped e -> new Evaluation.Stopped(e.evalue(), line, e.traceback());
      case Evaluation.Done done -> done;
    };
  }
}
