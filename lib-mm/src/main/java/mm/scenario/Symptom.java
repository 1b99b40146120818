package mm.scenario;

/** How it shows that a patch of the series is missing. */
public enum Symptom {
  /** A write to a protected page lands and nobody is told. */
  LOST_TRAP("the write lands, no event"),
  /** The access is fatal. */
  SIGBUS("SIGBUS"),
  /** The access never ends: each fault leaves the entry as it was. */
  ENDLESS_REFAULT("endless refault"),
  /** The monitor is refused the page that the fault asks for. */
  UNRESOLVABLE("EEXIST, the fault cannot be resolved"),
  /** Memory cannot be registered. */
  REFUSED("EINVAL at registration"),
  /** The page is protected but reported as if it were not. */
  MISREPORTED("bit missing in pagemap");

  private final String label;

  Symptom(String label) {
    this.label = label;
  }

  /** In a few words, for tables. */
  @Override
  public String toString() {
    return label;
  }
}
