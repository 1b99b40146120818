package mm.space;

/** Results of a page fault (vm_fault_t), with Linux's numbers. */
public final class VmFault {
  public static final int OOM = 0x1;
  public static final int SIGBUS = 0x2;
  public static final int MAJOR = 0x4;
  public static final int HWPOISON = 0x10;
  public static final int SIGSEGV = 0x40;
  public static final int NOPAGE = 0x100;
  public static final int RETRY = 0x400;
  public static final int FALLBACK = 0x800;
  public static final int ERROR = OOM | SIGBUS | HWPOISON | SIGSEGV;

  private VmFault() {}
}
