package workbench.run;

import workbench.notebook.Cell;

/** What a run tells while it goes on; the names are nbclient's. */
public interface CellListener {
  /** A notebook begins, with so many code cells. */
  default void onNotebookStart(String name, int codeCells) {}

  /** A code cell begins; {@code number} from 1. */
  default void onCellStart(Cell cell, int number) {}

  /** How far the running cell says it has come. */
  default void onCellProgress(String what, double fraction) {}

  /** A code cell has ended. */
  default void onCellExecuted(Cell cell, int number, long nanos) {}

  /** The notebook has ended, well or not. */
  default void onNotebookComplete(RunResult result) {}
}
