package workbench.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JavaSessionTest {
  private final StringBuilder printed = new StringBuilder();
  private final JavaSession session =
      new JavaSession((stream, text) -> printed.append(stream).append(": ").append(text));

  @AfterEach
  void close() {
    session.close();
  }

  private Object value(String cell) {
    Evaluation evaluation = session.evaluate(cell);
    assertThat(evaluation).isInstanceOf(Evaluation.Done.class);
    return ((Evaluation.Done) evaluation).value();
  }

  private Evaluation.Failed failure(String cell) {
    Evaluation evaluation = session.evaluate(cell);
    assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
    return (Evaluation.Failed) evaluation;
  }

  @Test
  void lastExpressionIsTheValue() {
    assertThat(value("int x = 4;\nx + 1")).isEqualTo(5);
  }

  @Test
  void expressionWithSemicolonHasNoValue() {
    assertThat(value("Math.abs(-2);")).isNull();
  }

  @Test
  void valueIsTheLiveObject() {
    assertThat(value("var list = new ArrayList<String>(List.of(\"a\")); list"))
        .isInstanceOf(java.util.ArrayList.class);
  }

  @Test
  void cellsSeeWhatOthersDeclared() {
    session.evaluate("record Point(int x, int y) {}");
    assertThat(value("new Point(1, 2).y()")).isEqualTo(2);
  }

  @Test
  void redefinitionReplaces() {
    session.evaluate("int f() { return 1; }");
    session.evaluate("int f() { return 2; }");
    assertThat(value("f()")).isEqualTo(2);
  }

  @Test
  void forwardReferenceWarnsAndThenWorks() {
    var done = (Evaluation.Done) session.evaluate("int g() { return h() + 1; }");
    assertThat(done.warnings()).singleElement().asString().contains("h()");
    session.evaluate("int h() { return 41; }");
    assertThat(value("g()")).isEqualTo(42);
  }

  @Test
  void compileErrorNamesTheLineOfTheCell() {
    Evaluation.Failed failed = failure("int z = 1;\n\nString q =\n    5;");
    assertThat(failed.ename()).isEqualTo("CompileError");
    assertThat(failed.line()).isEqualTo(4);
  }

  @Test
  void snippetsBeforeACompileErrorRan() {
    failure("int kept = 7;\nnonsense(;");
    assertThat(value("kept")).isEqualTo(7);
  }

  @Test
  void exceptionShowsTheFramesOfTheCellAlone() {
    Evaluation.Failed failed = failure("int f(int x) {\n  return 1 / x;\n}\nint y =\n  f(0);");
    assertThat(failed.ename()).isEqualTo("ArithmeticException");
    assertThat(failed.line()).isEqualTo(2);
    assertThat(String.join("\n", failed.traceback()))
        .contains("at f, line 2: return 1 / x;")
        .contains("line 5")
        .doesNotContain("jdk.jshell")
        .doesNotContain("workbench.session");
  }

  @Test
  void sessionIsUsableAfterAnException() {
    failure("throw new IllegalStateException(\"no\");");
    assertThat(value("1 + 1")).isEqualTo(2);
  }

  @Test
  void systemExitEndsTheCellOnly() {
    assertThat(failure("System.exit(3);").evalue()).contains("System.exit(3)");
    assertThat(value("2 + 2")).isEqualTo(4);
  }

  @Test
  void streamsAreToldApart() {
    session.evaluate(
        "System.out.println(\"one\"); System.err.println(\"two\"); System.out.println(\"three\");");
    assertThat(printed.toString()).isEqualTo("stdout: one\nstderr: two\nstdout: three\n");
  }

  @Test
  void libraryIsThereAndItsInternalsAreNot() {
    assertThat(value("Machine.x86_64().boot().spawn(\"app\").name()")).isEqualTo("app");
    assertThat(failure("new mm.ram.Lru()").ename()).isEqualTo("CompileError");
  }

  @Test
  void interruptEndsALoopAndTheSessionLives() {
    try (var clock = Executors.newSingleThreadScheduledExecutor()) {
      clock.schedule(session::interrupt, 700, TimeUnit.MILLISECONDS);
      assertThat(failure("while (true) { }").ename()).isEqualTo("Interrupted");
    }
    assertThat(value("3 + 3")).isEqualTo(6);
  }

  @Test
  void commentsAndEmptyCellsAreFine() {
    assertThat(value("")).isNull();
    assertThat(value("// nothing\n/* here */")).isNull();
    assertThat(value("int a = 1; // one\na // the value")).isEqualTo(1);
  }

  @Test
  void onlyTheLastResultsAreKept() {
    var held = new java.lang.ref.WeakReference<>(value("new byte[1000]"));
    for (int i = 0; i < 3; i++) {
      value("new byte[1000]");
    }
    assertThat(failure("$1").ename()).isEqualTo("CompileError");
    assertThat(value("$3")).isInstanceOf(byte[].class);
    System.gc();
    assertThat(held.refersTo(null)).isTrue();
  }

  @Test
  void failureInAnEarlierCellsMethodHasTheLineOfTheCall() {
    session.evaluate("\n\n\nint h(int x) { return 1 / x; }");
    assertThat(failure("int zero = 0;\nh(zero)").line()).isEqualTo(2);
  }
}
