package workbench.display;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Rows under named columns, made of records, maps or single values; shown as text, HTML or CSV. */
public final class RecordTable implements Displayable {
  private final List<String> columns = new ArrayList<>();
  private final List<Map<String, Object>> rows = new ArrayList<>();

  private RecordTable() {}

  /** A table of a collection (a row each), a record (a row), or a map (a row an entry). */
  public static RecordTable of(Object value) {
    RecordTable table = new RecordTable();
    if (value instanceof RecordTable same) {
      return same;
    }
    if (value instanceof Collection<?> rows) {
      rows.forEach(table::add);
    } else if (value instanceof Map<?, ?> map && !isRow(map)) {
      map.forEach((key, entry) -> table.addRow(row("key", key, "value", entry)));
    } else {
      table.add(value);
    }
    return table;
  }

  private static boolean isRow(Map<?, ?> map) {
    return map.isEmpty();
  }

  private static Map<String, Object> row(String a, Object x, String b, Object y) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(a, x);
    row.put(b, y);
    return row;
  }

  private void add(Object value) {
    Map<String, Object> row = new LinkedHashMap<>();
    if (value instanceof Record record) {
      flatten("", record, row);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> row.put(String.valueOf(key), entry));
    } else {
      row.put("value", value);
    }
    addRow(row);
  }

  private void addRow(Map<String, Object> row) {
    for (String column : row.keySet()) {
      if (!columns.contains(column)) {
        columns.add(column);
      }
    }
    rows.add(row);
  }

  /** Components in their order; a record inside a record gives columns of its own. */
  private static void flatten(String prefix, Record record, Map<String, Object> row) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = read(component, record);
      String name = prefix + component.getName();
      if (value instanceof Record inner && inner.getClass().getRecordComponents().length > 0) {
        flatten(name + ".", inner, row);
      } else {
        row.put(name, value);
      }
    }
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      Object value = accessor.invoke(record);
      return value == null ? "" : value;
    } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
      throw new IllegalArgumentException(
          "cannot read component " + component.getName() + " of " + record.getClass().getName(), e);
    }
  }

  public List<String> columns() {
    return List.copyOf(columns);
  }

  public int size() {
    return rows.size();
  }

  /** The values of one column, in the order of the rows. */
  public List<Object> column(String name) {
    if (!columns.contains(name)) {
      throw new IllegalArgumentException(
          "no such column, there are " + columns + ": column=" + name);
    }
    List<Object> values = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      values.add(row.getOrDefault(name, ""));
    }
    return values;
  }

  /** As CSV writes a value: numbers without grouping, doubles short. */
  public static String format(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? String.format(Locale.ROOT, "%.1f", number)
          : String.format(Locale.ROOT, "%.6g", number);
    }
    return String.valueOf(value);
  }

  /** RFC 4180 with a header line and {@code \n}. */
  public String csv() {
    StringBuilder out = new StringBuilder();
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();
    try (CSVPrinter printer = new CSVPrinter(out, format)) {
      printer.printRecord(columns);
      for (Map<String, Object> row : rows) {
        printer.printRecord(columns.stream().map(c -> format(row.getOrDefault(c, ""))).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private String cell(Map<String, Object> row, String column) {
    return format(row.getOrDefault(column, ""));
  }

  /**
   * Aligned columns: numbers to the right, text to the left; values of several lines keep their
   * lines.
   */
  public String text() {
    int[] width = new int[columns.size()];
    for (int c = 0; c < width.length; c++) {
      width[c] = columns.get(c).length();
      for (Map<String, Object> row : rows) {
        for (String line : cell(row, columns.get(c)).split("\n", -1)) {
          width[c] = Math.max(width[c], line.length());
        }
      }
    }
    StringBuilder out = new StringBuilder();
    appendLine(out, columns, width, columns.stream().map(this::isNumeric).toList());
    for (Map<String, Object> row : rows) {
      appendRow(out, row, width);
    }
    return out.toString().stripTrailing();
  }

  private void appendRow(StringBuilder out, Map<String, Object> row, int[] width) {
    List<String[]> cells = columns.stream().map(c -> cell(row, c).split("\n", -1)).toList();
    int height = cells.stream().mapToInt(lines -> lines.length).max().orElse(1);
    List<Boolean> right = columns.stream().map(this::isNumeric).toList();
    for (int line = 0; line < height; line++) {
      int at = line;
      appendLine(out, cells.stream().map(c -> at < c.length ? c[at] : "").toList(), width, right);
    }
  }

  private boolean isNumeric(String column) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> row.getOrDefault(column, "") instanceof Number);
  }

  private static void appendLine(
      StringBuilder out, List<String> cells, int[] width, List<Boolean> right) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < width.length; c++) {
      String padding = " ".repeat(width[c] - cells.get(c).length());
      line.append(c == 0 ? "" : "  ");
      line.append(right.get(c) ? padding + cells.get(c) : cells.get(c) + padding);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  /** An HTML table. */
  public String html() {
    StringBuilder out = new StringBuilder("<table>\n<thead><tr>");
    columns.forEach(c -> out.append("<th>").append(Html.escape(c)).append("</th>"));
    out.append("</tr></thead>\n<tbody>\n");
    for (Map<String, Object> row : rows) {
      out.append("<tr>");
      for (String column : columns) {
        String value = cell(row, column);
        String body =
            value.contains("\n") ? "<pre>" + Html.escape(value) + "</pre>" : Html.escape(value);
        out.append(
            isNumeric(column)
                ? "<td class=\"number\" style=\"text-align:right\">"
                : "<td style=\"text-align:left\">");
        out.append(body).append("</td>");
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody>\n</table>").toString();
  }

  @Override
  public MimeBundle bundle() {
    return MimeBundle.text(text()).with(MimeBundle.HTML, html());
  }

  @Override
  public String toString() {
    return text();
  }
}
