package mm.space;

import org.jspecify.annotations.Nullable;

/** A page fault under way (struct vm_fault). One object a thread, used again for each fault. */
public final class Fault {
  private final FaultThread thread;
  private @Nullable Vma vma;
  private long realAddress;
  private boolean write;
  private boolean major;
  long origPte;
  long @Nullable [] ptes;

  Fault(FaultThread thread) {
    this.thread = thread;
  }

  void begin(Vma newVma, long newAddress, boolean isWrite) {
    vma = newVma;
    realAddress = newAddress;
    write = isWrite;
    major = false;
    ptes = null;
    origPte = 0;
  }

  public FaultThread thread() {
    return thread;
  }

  public Vma vma() {
    return java.util.Objects.requireNonNull(vma);
  }

  /** The address of the page. */
  public long address() {
    return realAddress & -4096;
  }

  /** The address as the instruction gave it. */
  public long realAddress() {
    return realAddress;
  }

  /** FAULT_FLAG_WRITE. */
  public boolean isWrite() {
    return write;
  }

  /** A page of the file had to be read from swap (VM_FAULT_MAJOR). */
  void setMajor() {
    major = true;
  }

  boolean isMajor() {
    return major;
  }

  /** do_swap_page clears the flag when it has made the page writable itself. */
  void clearWrite() {
    write = false;
  }
}
