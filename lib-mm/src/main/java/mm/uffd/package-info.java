/** Userfaultfd: contexts, registration, and one class per ioctl. */
@org.jspecify.annotations.NullMarked
package mm.uffd;
