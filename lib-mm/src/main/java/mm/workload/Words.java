package mm.workload;

/** An array of 64-bit words whose every read and write is an access that counts. */
public interface Words {
  long read(long index);

  void write(long index, long value);
}
