package mm.workload;

/** umapsort without its pager: fill the array downwards, sort it, check it. */
final class SortProgram {
  private final Words words;
  private final long length;

  SortProgram(Words words, long length) {
    this.words = words;
    this.length = length;
  }

  /** Element i becomes length - i: the worst order there is. */
  void fill() {
    for (long i = 0; i < length; i++) {
      words.write(i, length - i);
    }
  }

  void sort() {
    words.read(0);
    new IntroSort(words).sort(0, length);
  }

  /** The index of the first element that is wrong, or -1: sorted. */
  long check() {
    for (long i = 0; i < length; i++) {
      if (words.read(i) != i + 1) {
        return i;
      }
    }
    return -1;
  }
}
