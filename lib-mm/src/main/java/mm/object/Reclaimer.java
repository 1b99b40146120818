package mm.object;

/**
 * Frees memory when an allocation finds none. Implemented by the layer above, which knows the page
 * tables.
 */
public interface Reclaimer {
  /**
   * Tries to free {@code pages} frames.
   *
   * @return how many it freed
   */
  int shrink(int pages);
}
