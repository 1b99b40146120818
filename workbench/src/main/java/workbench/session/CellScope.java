package workbench.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * What the snippets of a cell declare before they have run. JShell completes with what has run
 * only, and with the members of a class that surrounds the cursor: so this makes them members of
 * one.
 */
final class CellScope {
  private final SourceCodeAnalysis analysis;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, String> declarations = new LinkedHashMap<>();

  CellScope(SourceCodeAnalysis analysis, List<String> snippets) {
    this.analysis = analysis;
    snippets.forEach(this::add);
  }

  private void add(String source) {
    for (Snippet snippet : analysis.sourceToSnippets(source)) {
      if (snippet.kind() == Snippet.Kind.ERRONEOUS) {
        analysis.sourceToSnippets(withTypes(source)).forEach(again -> addOne(again, source));
      } else {
        addOne(snippet, source);
      }
    }
  }

  private void addOne(Snippet snippet, String source) {
    switch (snippet) {
      case VarSnippet variable -> variables.put(variable.name(), variable.typeName());
      case MethodSnippet method -> declarations.put(method.name(), source);
      case TypeDeclSnippet type -> declarations.put(type.name(), source);
      default -> {}
    }
  }

  /**
   * With values of the right type in the place of the cell's own variables: {@code var b = a.c();}
   * has a type only if {@code a} has one.
   */
  private String withTypes(String source) {
    String replaced = source;
    for (var variable : variables.entrySet()) {
      replaced =
          replaced.replaceAll(
              "(?<![.\\w$])" + java.util.regex.Pattern.quote(variable.getKey()) + "(?=\\s*[.;,)])",
              java.util.regex.Matcher.quoteReplacement("((" + variable.getValue() + ") null)"));
    }
    return replaced;
  }

  boolean isEmpty() {
    return variables.isEmpty() && declarations.isEmpty();
  }

  /** Whether a completion such as {@code f(} is something that the cell declares. */
  boolean declares(String completion) {
    String name = completion.replaceAll("\\W.*", "");
    return variables.containsKey(name) || declarations.containsKey(name);
  }

  /** The head of a class in whose method the next snippet would see what the cell declares. */
  String head() {
    return "new Object() { "
        + variables.entrySet().stream()
            .map(v -> v.getValue() + " " + v.getKey() + "; ")
            .collect(Collectors.joining())
        + String.join("\n", declarations.values())
        + " void mmlabCell() { ";
  }
}
