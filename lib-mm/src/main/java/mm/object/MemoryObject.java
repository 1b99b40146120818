package mm.object;

import java.util.ArrayList;
import java.util.List;
import mm.ram.PageOwner;

/** What memory is made of: something that owns pages, with those who map it. */
public abstract sealed class MemoryObject implements PageOwner permits Anon, FileObject {
  private final List<Mapper> mappers = new ArrayList<>();

  /** Everyone who may map a page of it, in the order in which they came. */
  public List<Mapper> mappers() {
    return mappers;
  }

  public void attach(Mapper mapper) {
    mappers.add(mapper);
  }

  /** Identity counts: {@code mapper} itself is taken out. */
  public void detach(Mapper mapper) {
    for (int i = mappers.size() - 1; i >= 0; i--) {
      if (mappers.get(i) == mapper) {
        mappers.remove(i);
        return;
      }
    }
  }
}
