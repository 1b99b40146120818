package workbench.api;

import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import workbench.display.Displayable;
import workbench.display.MimeBundle;
import workbench.display.RecordTable;

/**
 * A chart over the columns of a table: {@link #bars}, {@link #lines} or {@link #heatMap}, then what
 * it says. Shown as PNG; {@link #save} keeps it as PNG and SVG, beside the CSV that it was drawn
 * from.
 */
public final class Chart implements Displayable {
  private static final String FONT = "DejaVu Sans";
  private static final int WIDTH = 800;
  private static final int HEIGHT = 480;

  private enum Kind {
    BARS,
    LINES,
    HEAT_MAP
  }

  private final RecordTable table;
  private Kind kind = Kind.BARS;
  private String label = "";
  private List<String> series = List.of();
  private String title = "";
  private String xTitle = "";
  private String yTitle = "";
  private boolean logX;
  private boolean logY;

  Chart(RecordTable table) {
    this.table = table;
  }

  /** A group of bars for each row, named by the column {@code labelColumn}. */
  public Chart bars(String labelColumn, String... valueColumns) {
    return set(Kind.BARS, labelColumn, valueColumns);
  }

  /** A line for each of the columns over the numbers of {@code xColumn}. */
  public Chart lines(String xColumn, String... valueColumns) {
    return set(Kind.LINES, xColumn, valueColumns);
  }

  /** A cell for each row: its place by two columns, its colour by the third. */
  public Chart heatMap(String xColumn, String yColumn, String valueColumn) {
    return set(Kind.HEAT_MAP, xColumn, new String[] {yColumn, valueColumn});
  }

  private Chart set(Kind newKind, String newLabel, String[] columns) {
    kind = newKind;
    label = newLabel;
    series = List.copyOf(Arrays.asList(columns));
    table.column(newLabel);
    series.forEach(table::column);
    return this;
  }

  public Chart title(String text) {
    title = text;
    return this;
  }

  public Chart xTitle(String text) {
    xTitle = text;
    return this;
  }

  public Chart yTitle(String text) {
    yTitle = text;
    return this;
  }

  /** A logarithmic x axis; values must be above 0. */
  public Chart logX() {
    logX = true;
    return this;
  }

  /** A logarithmic y axis, for lines; it begins at 1, and smaller values are drawn there. */
  public Chart logY() {
    if (kind != Kind.LINES) {
      throw new IllegalArgumentException("only lines have a logarithmic axis: kind=" + kind);
    }
    logY = true;
    return this;
  }

  /** Writes {@code plots/NAME.png}, {@code plots/NAME.svg} and {@code datasets/NAME.csv}. */
  public Chart save(String name) {
    CellContext context = CellContext.current();
    Products.write(context.datasets(), name + ".csv", table.csv());
    Products.write(context.plots(), name + ".png", png());
    Products.write(context.plots(), name + ".svg", svg());
    return this;
  }

  private IChart draw() {
    if (table.size() == 0) {
      throw new IllegalArgumentException("a chart needs rows: size=0");
    }
    return switch (kind) {
      case BARS -> drawBars();
      case LINES -> drawLines();
      case HEAT_MAP -> drawHeatMap();
    };
  }

  private CategoryChart drawBars() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    style(chart.getStyler());
    List<String> labels = table.column(label).stream().map(RecordTable::format).toList();
    chart
        .getStyler()
        .setXAxisLabelRotation(labels.stream().anyMatch(l -> l.length() > 12) ? 30 : 0);
    for (String column : series) {
      chart.addSeries(column, labels, numbers(column));
    }
    return chart;
  }

  private XYChart drawLines() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle.isEmpty() ? label : xTitle)
            .yAxisTitle(yTitle)
            .build();
    style(chart.getStyler());
    for (String column : series) {
      chart.addSeries(column, numbers(label), numbers(column)).setMarker(SeriesMarkers.CIRCLE);
    }
    return chart;
  }

  private HeatMapChart drawHeatMap() {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle.isEmpty() ? label : xTitle)
            .yAxisTitle(yTitle.isEmpty() ? series.get(0) : yTitle)
            .build();
    style(chart.getStyler());
    List<String> xs = distinct(label);
    List<String> ys = distinct(series.get(0));
    List<Number> values = numbers(series.get(1));
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      int x = xs.indexOf(RecordTable.format(table.column(label).get(row)));
      int y = ys.indexOf(RecordTable.format(table.column(series.get(0)).get(row)));
      cells.add(new Number[] {x, y, values.get(row)});
    }
    chart.addSeries(series.get(1), xs, ys, cells);
    return chart;
  }

  private List<String> distinct(String column) {
    return table.column(column).stream().map(RecordTable::format).distinct().toList();
  }

  private List<Number> numbers(String column) {
    List<Number> numbers = new ArrayList<>();
    for (Object value : table.column(column)) {
      if (!(value instanceof Number number)) {
        throw new IllegalArgumentException(
            "a chart draws numbers: column=" + column + ", value=" + value);
      }
      numbers.add(number);
    }
    if (!logY || kind == Kind.HEAT_MAP || column.equals(label)) {
      return numbers;
    }
    numbers.replaceAll(n -> n.doubleValue() > 1 ? n : 1);
    return numbers;
  }

  private void style(AxesChartStyler styler) {
    requireFonts();
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartTitleFont(new Font(FONT, Font.BOLD, 14));
    styler.setLegendFont(new Font(FONT, Font.PLAIN, 11));
    styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 12));
    styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 11));
    styler.setXAxisLogarithmic(logX);
    styler.setYAxisLogarithmic(logY);
    styler.setSeriesColors(
        new Color[] {
          new Color(0x0072B2),
          new Color(0xE69F00),
          new Color(0x009E73),
          new Color(0xD55E00),
          new Color(0xCC79A7),
          new Color(0x56B4E9),
          new Color(0xF0E442),
          new Color(0x555555)
        });
  }

  /** AWT fails deep inside without fonts; this says so in one sentence. */
  private static void requireFonts() {
    try {
      if (GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length
          > 0) {
        return;
      }
    } catch (RuntimeException | LinkageError e) {
      throw new FontsMissing(e);
    }
    throw new FontsMissing(null);
  }

  private byte[] png() {
    try {
      return BitmapEncoder.getBitmapBytes(draw(), BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String svg() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(
          draw(), out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  @Override
  public MimeBundle bundle() {
    String text = "chart: " + (title.isEmpty() ? String.join(", ", series) : title);
    return MimeBundle.text(text).with(MimeBundle.PNG, Base64.getEncoder().encodeToString(png()));
  }

  @Override
  public String toString() {
    return "chart: " + title;
  }
}
