package workbench.report;

import workbench.display.Html;

/** The frame of every page: one file, readable on a phone, dark and light. */
final class Pages {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
      pre { overflow-x: auto; padding: .6rem .8rem; border-radius: .4rem; font: 13px/1.4 ui-monospace, monospace; }
      pre.code { background: color-mix(in srgb, currentColor 7%, transparent); }
      pre.stderr { background: color-mix(in srgb, orange 15%, transparent); }
      pre.error { background: color-mix(in srgb, red 15%, transparent); }
      div.table { overflow-x: auto; }
      table { border-collapse: collapse; font-size: 14px; }
      th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
      th { cursor: pointer; text-align: left; }
      td pre { margin: 0; padding: 0; }
      img { max-width: 100%; background: white; border-radius: .4rem; }
      ul.index { list-style: none; padding: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); }
      footer { color: gray; margin-top: 2rem; }
      """;

  private static final String SCRIPT =
      """
      document.querySelectorAll('th').forEach(th => th.onclick = () => {
        const i = [...th.parentNode.children].indexOf(th), body = th.closest('table').tBodies[0];
        const up = th.dataset.up !== '1'; th.dataset.up = up ? '1' : '0';
        const key = r => { const t = r.children[i].textContent, n = parseFloat(t); return isNaN(n) ? t : n; };
        [...body.rows].sort((a, b) => (key(a) > key(b) ? 1 : key(a) < key(b) ? -1 : 0) * (up ? 1 : -1)).forEach(r => body.append(r));
      });
      """;

  private Pages() {}

  static String wrap(String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    %s
    <script>
    %s</script>
    </body>
    </html>
    """
        .formatted(Html.escape(title), STYLE, body, SCRIPT);
  }
}
