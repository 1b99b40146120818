package mm.table;

import java.util.Arrays;

/**
 * All page-table nodes of a machine: arrays of 512 words, named by their index. Node 0 is never
 * used. A node may be shared by several tables (hugetlb PMD sharing), hence the count of users.
 */
public final class PageTables {
  /** Entries in a node. */
  public static final int ENTRIES = 512;

  private long[][] nodes = new long[64][];
  private int[] users = new int[64];
  private int[] free = new int[64];
  private int freeCount;
  private int top = 1;
  private int live;

  /** A node of 512 zero words. */
  public int allocate() {
    live++;
    if (freeCount > 0) {
      int node = free[--freeCount];
      users[node] = 1;
      return node;
    }
    if (top == nodes.length) {
      nodes = Arrays.copyOf(nodes, top * 2);
      users = Arrays.copyOf(users, top * 2);
      free = Arrays.copyOf(free, top * 2);
    }
    nodes[top] = new long[ENTRIES];
    users[top] = 1;
    return top++;
  }

  public long[] node(int node) {
    return nodes[node];
  }

  /** One more table points to the node. */
  public void share(int node) {
    users[node]++;
  }

  /** How many tables point to the node. */
  public int users(int node) {
    return users[node];
  }

  /** One table less points to the node; the last one frees it, and clears what is left in it. */
  public void release(int node) {
    if (--users[node] == 0) {
      Arrays.fill(nodes[node], 0);
      free[freeCount++] = node;
      live--;
    }
  }

  /** Nodes in use. */
  public int live() {
    return live;
  }
}
