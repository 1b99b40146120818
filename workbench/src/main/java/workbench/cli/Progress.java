package workbench.cli;

import java.util.Locale;
import workbench.notebook.Cell;
import workbench.run.CellListener;
import workbench.run.RunResult;

/** How a run goes on: a bar on a terminal, a line a notebook elsewhere. */
final class Progress implements CellListener {
  private static final int WIDTH = 24;

  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private final long start = System.nanoTime();
  private String name = "";
  private int cells;
  private int current;

  @Override
  public void onNotebookStart(String newName, int codeCells) {
    name = newName;
    cells = codeCells;
    draw("");
  }

  @Override
  public void onCellStart(Cell cell, int number) {
    current = number;
    draw("");
  }

  @Override
  public void onCellProgress(String what, double fraction) {
    draw(String.format(Locale.ROOT, "%s %.0f %%", what, fraction * 100));
  }

  private void draw(String more) {
    if (!terminal) {
      return;
    }
    int filled = cells == 0 ? WIDTH : WIDTH * Math.max(0, current - 1) / cells;
    System.err.printf(
        Locale.ROOT,
        "\r\033[K%-24s [%s%s] cell %d of %d, %.1f s %s",
        name,
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        current,
        cells,
        seconds(),
        more);
    System.err.flush();
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void onNotebookComplete(RunResult result) {
    if (terminal) {
      System.err.print("\r\033[K");
      System.err.flush();
    }
    long held = result.claims().stream().filter(RunResult.Claim::holds).count();
    String end = result.failure() == null ? "ok" : "FAILED in cell " + result.failure().cell();
    System.out.printf(
        Locale.ROOT,
        "%-24s %s, %d cells, %d of %d claims hold, %.1f s%n",
        name,
        end,
        cells,
        held,
        result.claims().size(),
        seconds());
  }
}
