package workbench.display;

/** A value that knows how it is shown. */
public interface Displayable {
  MimeBundle bundle();
}
