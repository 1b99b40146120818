package workbench.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the evaluation of a cell ended. */
public sealed interface Evaluation {
  /**
   * All of it ran.
   *
   * @param value the value of the last expression; null if there is none, or it is null
   * @param warnings what is declared but cannot work yet, such as a method that calls one that is
   *     not there
   */
  record Done(@Nullable Object value, List<String> warnings) implements Evaluation {}

  /** What the cell ended with instead. */
  sealed interface Failed extends Evaluation {
    /** The name of the error: a class, or CompileError. */
    String ename();

    /** Its message. */
    String evalue();

    /** Line of the cell, from 1; 0 if it is not known. */
    int line();

    /** What to show a reader: no frames but the cell's own. */
    List<String> traceback();
  }

  /** The compiler refused a snippet; those before it ran. */
  record CompileError(String evalue, int line, List<String> traceback) implements Failed {
    @Override
    public String ename() {
      return "CompileError";
    }
  }

  /** A snippet threw. */
  record Thrown(String ename, String evalue, int line, List<String> traceback) implements Failed {}

  /** It was interrupted, or ran out of time. */
  record Stopped(String evalue, int line, List<String> traceback) implements Failed {
    @Override
    public String ename() {
      return "Interrupted";
    }
  }
}
