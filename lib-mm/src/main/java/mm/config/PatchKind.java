package mm.config;

/** What a patch of the series is for. */
public enum PatchKind {
  /** It changes what programs see. */
  BEHAVIOUR("behaviour"),
  /** It brings functions that others of the series call, and changes nothing alone. */
  HELPERS("helpers"),
  /** It changes what a default configuration builds. */
  CONFIG("configuration"),
  /** It changes tests only. */
  SELFTEST("selftest");

  private final String label;

  PatchKind(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
