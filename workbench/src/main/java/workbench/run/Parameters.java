package workbench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import workbench.notebook.Cell;
import workbench.notebook.Notebook;

/**
 * The parameters of a notebook: the declarations of the cell tagged {@code parameters}, one a line,
 * with a value and perhaps a comment behind it. Values from outside go into a cell tagged {@code
 * injected-parameters} right after it, as papermill does.
 */
public final class Parameters {
  public static final String TAG = "parameters";
  public static final String INJECTED_TAG = "injected-parameters";

  private static final Pattern DECLARATION =
      Pattern.compile(
          "^\\s*(?:final\\s+)?([A-Za-z][\\w.<>]*)\\s+([A-Za-z_]\\w*)\\s*=\\s*(.*?);\\s*(?://\\s*(.*))?$");

  /**
   * One parameter.
   *
   * @param type as declared; {@code var} is told by its value
   * @param value its default, as Java source
   * @param comment what stands behind it
   */
  public record Parameter(String name, String type, String value, String comment) {}

  private Parameters() {}

  /** The parameters that a notebook declares, in their order. */
  public static List<Parameter> of(Notebook notebook) {
    List<Parameter> parameters = new ArrayList<>();
    for (Cell cell : notebook.cells()) {
      if (cell.isCode() && cell.hasTag(TAG)) {
        for (String line : cell.source().split("\n")) {
          Matcher matcher = DECLARATION.matcher(line);
          if (matcher.matches()) {
            String comment = matcher.group(4) == null ? "" : matcher.group(4);
            String type =
                matcher.group(1).equals("var") ? typeOf(matcher.group(3)) : matcher.group(1);
            parameters.add(new Parameter(matcher.group(2), type, matcher.group(3), comment));
          }
        }
      }
    }
    return parameters;
  }

  private static String typeOf(String value) {
    if (value.startsWith("\"")) {
      return "String";
    }
    if (value.equals("true") || value.equals("false")) {
      return "boolean";
    }
    if (value.matches("-?\\d+")) {
      return "int";
    }
    if (value.matches("-?\\d+[lL]")) {
      return "long";
    }
    return value.matches("-?\\d*\\.\\d+") ? "double" : "Object";
  }

  /**
   * Puts values into a notebook.
   *
   * @param values text by name, as given on the command line
   * @throws UsageError if the notebook has no such parameter, or the text is none of its type
   */
  public static void inject(Notebook notebook, String name, Map<String, String> values) {
    removeInjected(notebook);
    if (values.isEmpty()) {
      return;
    }
    Map<String, Parameter> known = new LinkedHashMap<>();
    of(notebook).forEach(parameter -> known.put(parameter.name(), parameter));
    StringBuilder source = new StringBuilder("// Parameters\n");
    values.forEach((key, text) -> source.append(assignment(name, known, key, text)).append('\n'));
    int index = 0;
    List<Cell> cells = notebook.cells();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).hasTag(TAG)) {
        index = i + 1;
      }
    }
    notebook.insertCode(
        index, "injected-parameters", source.toString().stripTrailing(), List.of(INJECTED_TAG));
  }

  private static void removeInjected(Notebook notebook) {
    List<Cell> cells = notebook.cells();
    for (int i = cells.size() - 1; i >= 0; i--) {
      if (cells.get(i).hasTag(INJECTED_TAG)) {
        notebook.remove(i);
      }
    }
  }

  private static String assignment(
      String notebook, Map<String, Parameter> known, String key, String text) {
    Parameter parameter = known.get(key);
    if (parameter == null) {
      String names =
          known.isEmpty() ? "it has none" : "it has " + String.join(", ", known.keySet());
      throw new UsageError("%s has no parameter '%s': %s".formatted(notebook, key, names));
    }
    return parameter.type() + " " + key + " = " + literal(notebook, parameter, text) + ";";
  }

  private static String literal(String notebook, Parameter parameter, String text) {
    boolean fits =
        switch (parameter.type()) {
          case "int" -> fits(text, Integer::parseInt);
          case "long" -> fits(text, Long::parseLong);
          case "double" -> fits(text, Double::parseDouble);
          case "boolean" -> text.equals("true") || text.equals("false");
          case "String" -> true;
          default -> false;
        };
    if (!fits) {
      throw new UsageError(
          "%s: parameter '%s' is of type %s, which '%s' is not"
              .formatted(notebook, parameter.name(), parameter.type(), text));
    }
    return switch (parameter.type()) {
      case "long" -> Long.parseLong(text) + "L";
      case "String" -> quoted(text);
      default -> text;
    };
  }

  private static boolean fits(String text, java.util.function.Function<String, Object> parse) {
    try {
      var unused = parse.apply(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(c ->
            c == '"' || c == '\\' ? "\\" + (char) c : c == '\n' ? "\\n" : String.valueOf((char) c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
