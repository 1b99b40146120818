package workbench.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MagicTest {
  @TempDir Path folder;

  private final StringBuilder printed = new StringBuilder();
  private JavaSession session;

  @BeforeEach
  void open() {
    session = new JavaSession((stream, text) -> printed.append(text), folder);
  }

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
  void timeGivesTheValueAndSaysHowLongItTook() {
    assertThat(value("int x = 20;\n%time x + 1")).isEqualTo(21);
    assertThat(printed.toString()).matches("(?s)time: .* \\(and .* to compile\\), CPU .*\n");
  }

  @Test
  void timeOfACellGivesItsValue() {
    assertThat(value("%%time\nint y = 1;\ny + 1")).isEqualTo(2);
    assertThat(printed.toString()).startsWith("time: ");
  }

  @Test
  void linesOfErrorsAreThoseOfTheCell() {
    assertThat(failure("%%time\nint a = 1;\nint b = \"\";").line()).isEqualTo(3);
    assertThat(failure("int c = 1;\n%help\n\nint d = \"\";").line()).isEqualTo(4);
    assertThat(failure("int e = 1;\n%time Integer.parseInt(\"x\")").line()).isEqualTo(2);
  }

  @Test
  void unknownMagicSaysWhichThereAre() {
    Evaluation.Failed failed = failure("int a = 1;\n%tiem a");
    assertThat(failed.ename()).isEqualTo("MagicError");
    assertThat(failed.line()).isEqualTo(2);
    assertThat(failed.evalue()).contains("%tiem", "%time", "%maven", "%load", "%help");
  }

  @Test
  void helpNamesEveryMagic() {
    session.evaluate("%help");
    assertThat(printed.toString())
        .contains("%maven G:A:V", "%classpath PATH", "%load FILE", "%time EXPR", "%%time", "%help");
  }

  @Test
  void percentSignsInJavaStayJava() {
    assertThat(value("int seven = 7;\nint r = seven\n  % 4;\nr")).isEqualTo(3);
    assertThat(value("String t = \"\"\"\n%help\n\"\"\";\nt")).isEqualTo("%help\n");
    assertThat(value("/*\n%help\n*/\n17 % 5")).isEqualTo(2);
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void javaWithoutASemicolonEndsBeforeAMagic() {
    assertThat(value("int five = 5\n%time five")).isEqualTo(5);
  }

  @Test
  void magicsOfALineTakeNoCell() {
    assertThat(failure("%%help\n1").evalue()).contains("%%help takes no cell");
  }

  @Test
  void classPathTakesFoldersAndPatterns() throws IOException {
    Path classes = compile("shapes", "Square", "public int area() { return side * side; }");
    assertThat(value("%classpath classes\nimport shapes.*;\nnew Square(3).area()")).isEqualTo(9);
    jar(classes, folder.resolve("libs/shapes.jar"));
    try (JavaSession other = new JavaSession((stream, text) -> {}, folder)) {
      assertThat(other.evaluate("%classpath libs/*.jar\nnew shapes.Square(4).area()"))
          .isInstanceOfSatisfying(
              Evaluation.Done.class, done -> assertThat(done.value()).isEqualTo(16));
    }
  }

  @Test
  void classPathDoesNotOpenTheLibrary() throws IOException {
    compile("shapes", "Circle", "");
    value("%classpath classes");
    assertThat(failure("new mm.ram.Lru()").ename()).isEqualTo("CompileError");
  }

  @Test
  void classPathThatIsNotThere() {
    assertThat(failure("%classpath nowhere").evalue()).contains("there is no", "nowhere");
    assertThat(failure("%classpath *.jar").evalue()).contains("nothing in", "matches");
    assertThat(failure("%classpath").evalue()).contains("needs a path");
  }

  @Test
  void loadRunsSource() throws IOException {
    Files.writeString(
        folder.resolve("util.jsh"), "int twice(int x) {\n  return 2 * x;\n}\nint four = twice(2);");
    assertThat(value("%load util.jsh\ntwice(four)")).isEqualTo(8);
    Files.writeString(folder.resolve("Point.java"), "package some;\nrecord Point(int x) { }");
    assertThat(value("%load Point.java\nnew Point(3).x()")).isEqualTo(3);
  }

  @Test
  void loadRunsTheCellsOfANotebook() throws IOException {
    Files.writeString(
        folder.resolve("n.ipynb"),
        """
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
          {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [],
           "execution_count": null, "source": ["int nine = 9;"]},
          {"cell_type": "markdown", "id": "b", "metadata": {}, "source": ["text"]},
          {"cell_type": "code", "id": "c", "metadata": {}, "outputs": [],
           "execution_count": null, "source": ["int ten = nine + 1;"]}]}
        """);
    assertThat(value("%load n.ipynb\nten")).isEqualTo(10);
  }

  @Test
  void errorsInALoadedFileNameItAndTheLineOfTheLoad() throws IOException {
    Files.writeString(folder.resolve("bad.jsh"), "int ok = 1;\nint bad = \"\";");
    Evaluation.Failed failed = failure("\n%load bad.jsh");
    assertThat(failed.line()).isEqualTo(2);
    assertThat(failed.traceback().getFirst()).startsWith("bad.jsh line 2: ");
  }

  @Test
  void framesOfLoadedMethodsNameTheirFile() throws IOException {
    Files.writeString(folder.resolve("f.jsh"), "int f(int x) {\n  return 1 / x;\n}");
    value("%load f.jsh");
    Evaluation.Failed failed = failure("int z = 0;\nf(z)");
    assertThat(failed.line()).isEqualTo(2);
    assertThat(String.join("\n", failed.traceback())).contains("at f, f.jsh line 2: return 1 / x;");
  }

  @Test
  void fileThatLoadsItselfEnds() throws IOException {
    Files.writeString(folder.resolve("loop.jsh"), "%load loop.jsh");
    assertThat(failure("%load loop.jsh").evalue()).contains("without end");
  }

  @Test
  void mavenWantsCoordinates() {
    assertThat(failure("%maven nonsense").evalue())
        .contains("'nonsense'", "group:artifact:version");
  }

  /** A public class with a constructor of one {@code int side}, compiled into {@code classes}. */
  private Path compile(String inPackage, String name, String body) throws IOException {
    Path source = folder.resolve(name + ".java");
    Files.writeString(
        source,
        "package %1$s; public class %2$s { int side; public %2$s(int side) { this.side = side; } %3$s }"
            .formatted(inPackage, name, body));
    Path classes = folder.resolve("classes");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(status).isZero();
    return classes;
  }

  private static void jar(Path classes, Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("shapes/Square.class"));
      out.write(Files.readAllBytes(classes.resolve("shapes/Square.class")));
      out.closeEntry();
    }
  }
}
