package workbench.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import workbench.session.Completions.Status;

class CompletionsTest {
  private final JavaSession session = new JavaSession((stream, text) -> {});
  private final Completions completions = session.completions();

  @AfterEach
  void close() {
    session.close();
  }

  private Completions.Matches atEnd(String cell) {
    return completions.complete(cell, cell.length());
  }

  @Test
  void membersOfAValue() {
    session.evaluate("var text = \"abc\";");
    Completions.Matches matches = atEnd("text.toUp");
    assertThat(matches.texts()).containsExactly("toUpperCase(");
    assertThat(matches.start()).isEqualTo(5);
    assertThat(matches.end()).isEqualTo(9);
  }

  @Test
  void theLibraryAndItsConstants() {
    assertThat(atEnd("Machine.x86").texts()).containsExactly("x86_64()");
    assertThat(atEnd("Uffd.REGISTER_MODE_").texts()).contains("REGISTER_MODE_WP");
  }

  @Test
  void whatTheCellDeclaresAbove() {
    Completions.Matches matches = atEnd("int something = 1;\nsometh");
    assertThat(matches.texts()).containsExactly("something");
    assertThat(matches.start()).isEqualTo(19);
  }

  @Test
  void membersOfWhatTheCellDeclaresAbove() {
    assertThat(atEnd("var m = Machine.x86_64();\nvar k = m.boot();\nk.spa").texts())
        .contains("spawn(");
    assertThat(atEnd("record P(int width) {}\nP p = new P(1);\np.wid").texts()).contains("width()");
  }

  @Test
  void whatTheSessionDeclaredAfterOtherSnippets() {
    session.evaluate("int earlier = 1;");
    assertThat(atEnd("int x = 1;\nearl").texts()).containsExactly("earlier");
  }

  @Test
  void typeThatIsWantedComesFirst() {
    session.evaluate("String zText = \"\"; int aNumber = 1; void take(String s) {}");
    assertThat(atEnd("take(").texts().indexOf("zText"))
        .isNotNegative()
        .isLessThan(atEnd("take(").texts().indexOf("aNumber"));
  }

  @Test
  void cursorInTheMiddle() {
    assertThat(completions.complete("Mat.abs(1)", 3).texts()).contains("Math");
  }

  @Test
  void documentationOfAMethodByItsName() {
    session.evaluate("var text = \"abc\";");
    assertThat(completions.document("text.substring", 8))
        .extracting(Completions.Documentation::signature)
        .hasSize(2)
        .allMatch(signature -> signature.contains("substring(int"));
  }

  @Test
  void documentationOfAnUnknownNameIsEmpty() {
    assertThat(completions.document("nothingOfThatName", 4)).isEmpty();
  }

  @Test
  void completeCells() {
    assertThat(status("int a = 1;\nint f() { return a; }\nf()")).isEqualTo(Status.COMPLETE);
    assertThat(status("")).isEqualTo(Status.COMPLETE);
    assertThat(status("// only a comment")).isEqualTo(Status.COMPLETE);
  }

  @Test
  void incompleteCellsGiveAnIndent() {
    var completeness = completions.isComplete("int a = 1;\nfor (int i = 0; i < 3; i++) {");
    assertThat(completeness.status()).isEqualTo(Status.INCOMPLETE);
    assertThat(completeness.indent()).isEqualTo("  ");
    assertThat(status("String s = \"\"\"\n  text")).isEqualTo(Status.INCOMPLETE);
  }

  @Test
  void invalidCells() {
    assertThat(status("int a = ;)")).isEqualTo(Status.INVALID);
  }

  @Test
  void namesOfMagics() {
    assertThat(atEnd("int a;\n%ti").texts()).containsExactly("time");
    assertThat(atEnd("int a;\n%ti").start()).isEqualTo(8);
    assertThat(atEnd("%").texts()).contains("maven", "classpath", "load", "time", "help");
  }

  @Test
  void javaBehindAMagicIsCompleted() {
    assertThat(atEnd("int something = 1\n%time someth").texts()).containsExactly("something");
    assertThat(atEnd("%help\nMath.ab").texts()).contains("abs(");
  }

  @Test
  void cellsWithMagics() {
    assertThat(status("%time 1 + 1")).isEqualTo(Status.COMPLETE);
    assertThat(status("int a = 1\n%maven g:a:1\na")).isEqualTo(Status.COMPLETE);
    assertThat(status("%%time\nfor (;;) {")).isEqualTo(Status.INCOMPLETE);
  }

  private Status status(String cell) {
    return completions.isComplete(cell).status();
  }
}
