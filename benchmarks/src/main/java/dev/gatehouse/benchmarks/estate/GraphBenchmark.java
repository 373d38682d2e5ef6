package dev.gatehouse.benchmarks.estate;

import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.graph.Reach;
import dev.gatehouse.estate.graph.TrustGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Seconds and memory for the trust graph of organizations of growing size: a whole process, reading
 * included. Arguments: numbers of roles; the number of accounts is always 100.
 */
public final class GraphBenchmark {
  private static final int ACCOUNTS = 100;

  private GraphBenchmark() {}

  /** Prints a line a size. */
  public static void main(String[] sizes) throws IOException {
    System.out.println("roles  accounts  read s  graph s  edges  µs/edge  reach ms  heap MB");
    for (String size : sizes) {
      run(Integer.parseInt(size));
    }
  }

  private static void run(int roles) throws IOException {
    Path folder = Files.createTempDirectory("gatehouse-estate-");
    new LargeEstate(ACCOUNTS, roles / ACCOUNTS).write(folder);
    long start = System.nanoTime();
    var inventory = EstateFolder.read(folder).estate().inventory();
    long read = System.nanoTime();
    TrustGraph graph = TrustGraph.of(inventory);
    long built = System.nanoTime();
    int reached = Reach.from(graph, LargeEstate.deployer()).reached().size();
    long end = System.nanoTime();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    System.out.printf(
        Locale.ROOT,
        "%d  %d  %.1f  %.1f  %d  %.1f  %d (%d nodes)  %d%n",
        roles,
        ACCOUNTS,
        (read - start) / 1e9,
        (built - read) / 1e9,
        graph.edges().size(),
        (built - read) / 1e3 / graph.edges().size(),
        (end - built) / 1_000_000,
        reached,
        heap);
  }
}
