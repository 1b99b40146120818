package mm.space;

/**
 * The kernel's side of a thread that takes page faults: whether it sleeps in handle_userfault, and
 * on what.
 */
public final class FaultThread {
  private final AddressSpace mm;
  private final Fault fault = new Fault(this);
  private boolean asleep;
  private long sleepAddress;
  private int populateResult;
  private boolean populateSleeps;
  private long populateAt;
  private boolean populateHole;
  private int retries;
  private boolean lastHwpoison;

  FaultThread(AddressSpace mm) {
    this.mm = mm;
  }

  public AddressSpace mm() {
    return mm;
  }

  Fault fault() {
    return fault;
  }

  /** Puts it to sleep on the page at {@code address}. */
  public void sleep(long address) {
    asleep = true;
    sleepAddress = address;
  }

  public void wake() {
    asleep = false;
  }

  public boolean asleep() {
    return asleep;
  }

  /** What it sleeps on; meaningless while it is awake. */
  public long sleepAddress() {
    return sleepAddress;
  }

  /** How often the fault under way came back with VM_FAULT_RETRY. */
  int retries() {
    return retries;
  }

  void countRetry() {
    retries++;
  }

  void resetRetries() {
    retries = 0;
  }

  boolean lastHwpoison() {
    return lastHwpoison;
  }

  void setLastHwpoison(boolean poison) {
    lastHwpoison = poison;
  }

  /** Whether the populate call under way has come over a hole. */
  boolean populateHole() {
    return populateHole;
  }

  void setPopulateHole(boolean hole) {
    populateHole = hole;
  }

  /** Where the populate call that sleeps goes on, or {@code start} if none sleeps. */
  long populateFrom(long start) {
    long from = populateSleeps ? populateAt : start;
    populateSleeps = false;
    return from;
  }

  /** The populate call under way sleeps at {@code address}: what lies before is done with. */
  void populateSleepsAt(long address) {
    populateSleeps = true;
    populateAt = address;
  }

  /** What the last populate call returned. */
  public int populateResult() {
    return populateResult;
  }

  void setPopulateResult(int result) {
    populateResult = result;
  }
}
