package workbench.api;

import org.jspecify.annotations.Nullable;

/** The host has no fonts, which charts need. */
public final class FontsMissing extends RuntimeException {
  private static final long serialVersionUID = 1;

  FontsMissing(@Nullable Throwable cause) {
    super(
        "charts need fonts on this host: install fontconfig and a font such as DejaVu (Debian:"
            + " fontconfig fonts-dejavu-core)",
        cause);
  }
}
