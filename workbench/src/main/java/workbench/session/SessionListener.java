package workbench.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a session tells, and asks, while a cell runs. */
public interface SessionListener {
  /**
   * The cell has printed.
   *
   * @param stream {@code stdout} or {@code stderr}
   */
  void stream(String stream, String text);

  /**
   * Something was printed after all before it was handed on: {@link JavaSession#flush} would hand
   * it on. Called on the thread that prints, which must not wait.
   */
  default void printed() {}

  /**
   * The cell reads {@code System.in}, and nothing is left of the line before.
   *
   * @return a line without its end; null at the end of the input
   * @throws IOException if there is nobody to ask
   */
  default @Nullable String readLine() throws IOException {
    return null;
  }
}
