package mm.space;

import mm.abi.VmEvent;
import mm.arch.PteFormat;
import mm.config.Trait;
import mm.object.Memory;
import mm.ram.Frames;
import mm.table.PageTable;

/** Splitting huge mappings ({@code mm/huge_memory.c}). */
public final class ThpSplit {
  private final AddressSpace mm;
  private final Memory memory;
  private final Frames frames;
  private final PteFormat format;

  ThpSplit(AddressSpace mm) {
    this.mm = mm;
    this.memory = mm.memory();
    this.frames = memory.frames;
    this.format = memory.format;
  }

  /**
   * thp_vma_suitable_order: the 2 MiB around {@code address} lie within the VMA, and their offset
   * in the file is aligned alike.
   */
  static boolean fits(Vma vma, long address) {
    long start = address & -PageTable.PMD_SIZE;
    boolean aligned = vma.isAnonymous() || ((vma.start() >> 12) - vma.pgoff()) % Frames.BLOCK == 0;
    return aligned && start >= vma.start() && start + PageTable.PMD_SIZE <= vma.end();
  }

  /** __split_huge_pmd: the mapping alone; the folio stays whole. */
  public void splitPmd(Vma vma, long address) {
    long pmd = mm.table().pmd(address);
    if (pmd == 0 || format.isTable(pmd)) {
      return;
    }
    long start = address & -PageTable.PMD_SIZE;
    mm.flush(start, start + PageTable.PMD_SIZE);
    memory.events.add(VmEvent.THP_SPLIT_PMD);
    mm.table().setPmd(start, 0);
    int head = (int) format.pfn(pmd);
    if (memory.isHugeZero(head)) {
      splitZero(vma, start, pmd);
    } else if (frames.is(head, Frames.ANON)) {
      splitAnon(vma, start, pmd, head);
    } else {
      unmapFile(pmd, head);
    }
  }

  private void unmapFile(long pmd, int head) {
    if (format.dirty(pmd)) {
      frames.set(head, Frames.DIRTY);
    }
    if (format.young(pmd)) {
      frames.set(head, Frames.REFERENCED);
    }
    frames.unmapPmd(head);
    mm.shmemPages -= Frames.BLOCK;
    memory.put(head);
  }

  private void splitZero(Vma vma, long start, long pmd) {
    long pte = format.mkSpecial(format.mk(memory.zeroPfn, vma.pageProt()));
    boolean keep = format.uffdWp(pmd) && memory.behaviour.has(Trait.ZERO_PMD_SPLIT_KEEPS_WP);
    java.util.Arrays.fill(mm.table().ptesOrNew(start), keep ? format.mkUffdWp(pte) : pte);
  }

  private void splitAnon(Vma vma, long start, long pmd, int head) {
    long[] ptes = mm.table().ptesOrNew(start);
    for (int i = 0; i < Frames.BLOCK; i++) {
      ptes[i] = inherit(format.mk(head + i, vma.pageProt()), pmd);
      frames.mapPte(head + i);
    }
    frames.unmapPmd(head);
  }

  private long inherit(long made, long pmd) {
    long pte = format.wrprotect(made);
    if (format.dirty(pmd)) {
      pte = format.mkDirty(pte);
    }
    pte = format.young(pmd) ? format.mkYoung(pte) : format.mkOld(pte);
    pte = format.softDirty(pmd) ? format.mkSoftDirty(pte) : format.clearSoftDirty(pte);
    if (format.uffdWp(pmd)) {
      return format.mkUffdWp(pte);
    }
    return format.write(pmd) ? format.mkWrite(pte) : pte;
  }
}
