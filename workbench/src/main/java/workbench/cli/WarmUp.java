package workbench.cli;

import java.nio.file.Path;
import java.util.List;
import mm.config.Release;
import mm.trace.ModelKernels;
import workbench.jupyter.ConnectionFile;
import workbench.jupyter.Kernel;
import workbench.jupyter.KernelClient;

/**
 * What the launcher runs once to train the ahead-of-time cache: a kernel that is sent typical
 * cells.
 */
final class WarmUp {
  /** Typical cells; each is also an example of a kind of snippet. */
  private static final List<String> CELLS =
      List.of(
          "1+1",
          "int x = 1; x + 1",
          "int twice(int n) { return 2 * n; }\ntwice(x)",
          "record R(String name, int n) {}\nList.of(new R(\"a\", 1)).stream().map(R::n).toList()",
          "for (int i = 0; i < 3; i++) System.out.println(i);\nnew int[] {1, 2}",
          "for (int i = 0; i < 5000; i++) System.out.println(\"a line of output\");",
          "IntStream.range(0, 9).mapToObj(i -> i * 2).collect(Collectors.toList())",
          "Machine.x86_64().boot().spawn(\"app\").name()",
          "Map.of(\"a\", 1)",
          "throw new IllegalStateException(\"trained\");",
          "int broken = ;");

  private static final int ROUNDS = 5;

  private static final int TIMEOUT = 60_000;

  private WarmUp() {}

  static void run() {
    kernel();
    new ModelKernels(Release.V6_18).markerSwapType();
    Main.execute("params", Path.of("nowhere.ipynb").toString());
  }

  /** A kernel, used by a front end. */
  private static void kernel() {
    ConnectionFile connection = ConnectionFile.local("training");
    Kernel kernel = new Kernel(connection, Path.of("").toAbsolutePath());
    Thread front = new Thread(() -> use(connection), "front end");
    front.setDaemon(true);
    front.start();
    kernel.run();
  }

  private static void use(ConnectionFile connection) {
    try (KernelClient client = new KernelClient(connection)) {
      client.awaitReady(TIMEOUT);
      for (int round = 0; round < ROUNDS; round++) {
        CELLS.forEach(cell -> client.request("execute_request", KernelClient.cell(cell), TIMEOUT));
      }
      for (String question : List.of("complete_request", "inspect_request")) {
        client.request(
            question, KernelClient.cell("Math.sq").put("cursor_pos", "Math.sq".length()), TIMEOUT);
      }
      client.request("is_complete_request", KernelClient.cell("for (;;) {"), TIMEOUT);
      client.shutdown();
    }
  }
}
