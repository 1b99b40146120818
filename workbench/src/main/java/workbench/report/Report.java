package workbench.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import workbench.api.Products;
import workbench.display.Html;
import workbench.display.MimeBundle;
import workbench.notebook.Cell;
import workbench.notebook.Multiline;
import workbench.notebook.Notebook;

/** Executed notebooks as HTML: a page each that needs no other file, and an index. */
public final class Report {
  private static final List<TablesExtension> EXTENSIONS =
      List.of((TablesExtension) TablesExtension.create());
  private static final Parser MARKDOWN = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();

  /**
   * One page.
   *
   * @param name file name without ending
   * @param seconds wall time of the run, negative if it was not run now
   * @param summary what the index says of it
   */
  public record Page(String name, Notebook notebook, double seconds, String summary) {}

  private Report() {}

  /** Writes {@code NAME.html} for each page and {@code index.html}. */
  public static void write(Path folder, List<Page> pages) {
    for (Page page : pages) {
      Products.write(folder, page.name() + ".html", html(page));
    }
    Products.write(folder, "index.html", index(pages));
  }

  private static String title(Page page) {
    String title = page.notebook().title();
    return title.isEmpty() ? page.name() : title;
  }

  private static String html(Page page) {
    StringBuilder body = new StringBuilder();
    body.append("<nav><a href=\"index.html\">All notebooks</a></nav>\n");
    for (Cell cell : page.notebook().cells()) {
      if (cell.isMarkdown()) {
        body.append(RENDERER.render(MARKDOWN.parse(cell.source())));
      } else if (cell.isCode()) {
        appendCode(body, cell);
      }
    }
    if (page.seconds() >= 0) {
      body.append(
          String.format(Locale.ROOT, "<footer>Executed in %.1f s.</footer>%n", page.seconds()));
    }
    return Pages.wrap(title(page), body.toString());
  }

  private static void appendCode(StringBuilder body, Cell cell) {
    body.append("<section class=\"cell\">\n<pre class=\"code\"><code>")
        .append(Html.escape(cell.source()))
        .append("</code></pre>\n");
    for (JsonNode output : cell.outputs()) {
      appendOutput(body, output);
    }
    body.append("</section>\n");
  }

  private static void appendOutput(StringBuilder body, JsonNode output) {
    switch (output.path("output_type").asText()) {
      case "stream" ->
          body.append("<pre class=\"")
              .append(output.path("name").asText())
              .append("\">")
              .append(Html.escape(Multiline.read(output.path("text"))))
              .append("</pre>\n");
      case "error" -> {
        StringBuilder lines = new StringBuilder();
        output.path("traceback").forEach(line -> lines.append(line.asText()).append('\n'));
        body.append("<pre class=\"error\">")
            .append(Html.escape(lines.toString()))
            .append("</pre>\n");
      }
      default -> appendData(body, output.path("data"));
    }
  }

  private static void appendData(StringBuilder body, JsonNode data) {
    String text = Multiline.read(data.path(MimeBundle.TEXT));
    if (data.has(MimeBundle.PNG)) {
      body.append("<figure><img alt=\"")
          .append(Html.escape(text))
          .append("\" src=\"data:image/png;base64,")
          .append(data.get(MimeBundle.PNG).asText().strip())
          .append("\"></figure>\n");
    } else if (data.has(MimeBundle.HTML)) {
      body.append("<div class=\"table\">")
          .append(Multiline.read(data.get(MimeBundle.HTML)))
          .append("</div>\n");
    } else {
      body.append("<pre>").append(Html.escape(text)).append("</pre>\n");
    }
  }

  private static String index(List<Page> pages) {
    StringBuilder body = new StringBuilder("<h1>mmlab</h1>\n<ul class=\"index\">\n");
    for (Page page : pages) {
      body.append("<li><a href=\"").append(page.name()).append(".html\">");
      Map.Entry<String, String> picture = firstPicture(page.notebook());
      if (picture != null) {
        body.append("<img alt=\"")
            .append(Html.escape(picture.getKey()))
            .append("\" src=\"data:image/png;base64,")
            .append(picture.getValue())
            .append("\">");
      }
      body.append("<b>")
          .append(Html.escape(title(page)))
          .append("</b></a><br><span>")
          .append(Html.escape(page.summary()))
          .append("</span></li>\n");
    }
    return Pages.wrap("mmlab", body.append("</ul>\n").toString());
  }

  private static Map.@org.jspecify.annotations.Nullable Entry<String, String> firstPicture(
      Notebook notebook) {
    for (Cell cell : notebook.cells()) {
      if (cell.isCode()) {
        for (JsonNode output : cell.outputs()) {
          JsonNode data = output.path("data");
          if (data.has(MimeBundle.PNG)) {
            return Map.entry(
                Multiline.read(data.path(MimeBundle.TEXT)),
                data.get(MimeBundle.PNG).asText().strip());
          }
        }
      }
    }
    return null;
  }
}
