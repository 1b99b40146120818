package mm.space;

import mm.abi.Mman;
import mm.abi.Uffd;

/** Flags of a VMA (vm_flags). The numbers are the model's own. */
public final class VmFlags {
  public static final int READ = 1;
  public static final int WRITE = 2;
  public static final int EXEC = 4;
  public static final int SHARED = 8;
  public static final int HUGETLB = 1 << 4;
  public static final int NORESERVE = 1 << 5;
  public static final int HUGEPAGE = 1 << 6;
  public static final int NOHUGEPAGE = 1 << 7;
  public static final int DONTCOPY = 1 << 8;
  public static final int UFFD_MISSING = 1 << 9;
  public static final int UFFD_WP = 1 << 10;
  public static final int UFFD_MINOR = 1 << 11;

  /** Its pages are charged against what the machine can commit. Keeps VMAs apart that lack it. */
  public static final int ACCOUNT = 1 << 12;

  /** All registration modes (__VM_UFFD_FLAGS). */
  public static final int UFFD = UFFD_MISSING | UFFD_WP | UFFD_MINOR;

  /** What mprotect changes. */
  public static final int ACCESS = READ | WRITE | EXEC;

  private VmFlags() {}

  /** The flags for PROT_* bits. */
  public static int ofProt(int prot) {
    return prot & (Mman.PROT_READ | Mman.PROT_WRITE | Mman.PROT_EXEC);
  }

  /** The flags for UFFDIO_REGISTER_MODE_* bits. */
  public static int ofRegisterMode(int mode) {
    return ((mode & Uffd.REGISTER_MODE_MISSING) != 0 ? UFFD_MISSING : 0)
        | ((mode & Uffd.REGISTER_MODE_WP) != 0 ? UFFD_WP : 0)
        | ((mode & Uffd.REGISTER_MODE_MINOR) != 0 ? UFFD_MINOR : 0);
  }
}
