package mm.workload;

/**
 * The sort of the GNU C++ library, access by access: introspective quicksort down to 16 elements,
 * then one insertion pass over all. The order of the reads and writes is what umapsort measures, so
 * nothing is kept in a variable that the library reads from memory.
 */
final class IntroSort {
  private static final int THRESHOLD = 16;

  private final Words words;

  IntroSort(Words words) {
    this.words = words;
  }

  /** Sorts {@code [first, last)} upwards. */
  void sort(long first, long last) {
    if (first == last) {
      return;
    }
    int depth = 2 * (63 - Long.numberOfLeadingZeros(last - first));
    loop(first, last, depth);
    finalInsertion(first, last);
  }

  private void loop(long first, long end, int depth) {
    long last = end;
    int left = depth;
    while (last - first > THRESHOLD) {
      if (left == 0) {
        heapSort(first, last);
        return;
      }
      left--;
      long cut = partition(first, last);
      loop(cut, last, left);
      last = cut;
    }
  }

  private long partition(long first, long last) {
    long middle = first + (last - first) / 2;
    medianToFirst(first, first + 1, middle, last - 1);
    return unguardedPartition(first + 1, last, first);
  }

  private void medianToFirst(long result, long a, long b, long c) {
    if (less(a, b)) {
      if (less(b, c)) {
        swap(result, b);
      } else if (less(a, c)) {
        swap(result, c);
      } else {
        swap(result, a);
      }
    } else if (less(a, c)) {
      swap(result, a);
    } else if (less(b, c)) {
      swap(result, c);
    } else {
      swap(result, b);
    }
  }

  private long unguardedPartition(long from, long to, long pivot) {
    long first = from;
    long last = to;
    while (true) {
      while (less(first, pivot)) {
        first++;
      }
      last--;
      while (less(pivot, last)) {
        last--;
      }
      if (first >= last) {
        return first;
      }
      swap(first, last);
      first++;
    }
  }

  private void finalInsertion(long first, long last) {
    if (last - first <= THRESHOLD) {
      insertion(first, last);
      return;
    }
    insertion(first, first + THRESHOLD);
    for (long i = first + THRESHOLD; i < last; i++) {
      unguardedInsert(i);
    }
  }

  private void insertion(long first, long last) {
    for (long i = first + 1; i < last; i++) {
      if (less(i, first)) {
        long value = words.read(i);
        for (long at = i; at > first; at--) {
          words.write(at, words.read(at - 1));
        }
        words.write(first, value);
      } else {
        unguardedInsert(i);
      }
    }
  }

  private void unguardedInsert(long index) {
    long value = words.read(index);
    long last = index;
    long next = words.read(last - 1);
    while (value < next) {
      words.write(last, next);
      last--;
      next = words.read(last - 1);
    }
    words.write(last, value);
  }

  private void heapSort(long first, long last) {
    long length = last - first;
    for (long parent = (length - 2) / 2; parent >= 0; parent--) {
      adjust(first, parent, length, words.read(first + parent));
    }
    for (long end = last - 1; end > first; end--) {
      long value = words.read(end);
      words.write(end, words.read(first));
      adjust(first, 0, end - first, value);
    }
  }

  private void adjust(long first, long holeIndex, long length, long value) {
    long hole = holeIndex;
    long child = hole;
    while (child < (length - 1) / 2) {
      child = 2 * (child + 1);
      if (less(first + child, first + child - 1)) {
        child--;
      }
      words.write(first + hole, words.read(first + child));
      hole = child;
    }
    if ((length & 1) == 0 && child == (length - 2) / 2) {
      child = 2 * (child + 1);
      words.write(first + hole, words.read(first + child - 1));
      hole = child - 1;
    }
    push(first, hole, holeIndex, value);
  }

  private void push(long first, long from, long top, long value) {
    long hole = from;
    while (hole > top && words.read(first + (hole - 1) / 2) < value) {
      words.write(first + hole, words.read(first + (hole - 1) / 2));
      hole = (hole - 1) / 2;
    }
    words.write(first + hole, value);
  }

  private boolean less(long a, long b) {
    return words.read(a) < words.read(b);
  }

  private void swap(long a, long b) {
    long value = words.read(a);
    words.write(a, words.read(b));
    words.write(b, value);
  }
}
