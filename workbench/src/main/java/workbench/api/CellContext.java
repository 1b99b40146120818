package workbench.api;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import workbench.display.MimeBundle;

/**
 * What runs the cell: where its displays and its files go. The thread that evaluates a cell, and
 * those it starts, have it.
 */
public interface CellContext {
  /** display_data. */
  void display(MimeBundle bundle);

  /** Where {@code NAME.csv} belongs. */
  Path datasets();

  /** Where charts belong. */
  Path plots();

  /** A sentence that the notebook says is true, and whether it is. */
  void claim(String sentence, boolean holds);

  /** How far a long cell has come, 0 to 1. */
  void progress(String what, double fraction);

  /** The context of this thread. */
  static CellContext current() {
    CellContext context = Holder.CURRENT.get();
    if (context == null) {
      throw new IllegalStateException("this only works in a cell of a notebook");
    }
    return context;
  }

  /** Makes {@code context} that of this thread and of those it starts from now on. */
  static void bind(@Nullable CellContext context) {
    Holder.CURRENT.set(context);
  }

  /** Keeps the context of each thread. */
  final class Holder {
    private static final InheritableThreadLocal<@Nullable CellContext> CURRENT =
        new InheritableThreadLocal<>();

    private Holder() {}
  }
}
