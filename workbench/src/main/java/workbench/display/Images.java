package workbench.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Images as PNG. */
final class Images {
  private Images() {}

  static MimeBundle bundle(RenderedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", png)) {
        throw new IllegalArgumentException(
            "an image of a kind that PNG cannot hold: " + image.getColorModel());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write an image: " + e.getMessage(), e);
    }
    return MimeBundle.text("image of %d x %d".formatted(image.getWidth(), image.getHeight()))
        .with(MimeBundle.PNG, Base64.getEncoder().encodeToString(png.toByteArray()));
  }
}
