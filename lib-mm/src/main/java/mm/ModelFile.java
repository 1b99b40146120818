package mm;

import mm.object.FileObject;
import mm.object.Hugetlb;

/** A file of the model. */
record ModelFile(FileObject object) implements MemFile {
  @Override
  public long sizeBytes() {
    return object.sizeBytes();
  }

  @Override
  public boolean isHugetlb() {
    return object instanceof Hugetlb;
  }

  @Override
  public String toString() {
    return object.name();
  }
}
