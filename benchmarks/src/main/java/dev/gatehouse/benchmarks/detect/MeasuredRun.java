package dev.gatehouse.benchmarks.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One process with its children, and what it took of the machine. Read from {@code /proc} several
 * times a second, since nothing tells of the threads of a process that has ended: Linux only.
 *
 * @param seconds processor time of everything, user and system, as the shell tells it at the end
 * @param wallSeconds from start to end
 * @param peakBytes the most memory that one process of it held at a time
 * @param compilerSeconds of it in threads of a virtual machine that translate byte code
 * @param collectorSeconds of it in those that collect garbage
 * @param exitCode of the process; negative if it was stopped because its time was up
 */
record MeasuredRun(
    double seconds,
    double wallSeconds,
    long peakBytes,
    double compilerSeconds,
    double collectorSeconds,
    int exitCode) {
  private static final double TICKS_PER_SECOND = 100;
  private static final int LOOK_EVERY_MILLIS = 100;

  /**
   * Runs a command of the shell; what it prints is thrown away.
   *
   * @param environment added to that of this process
   * @param minutesMax after which it is stopped
   */
  static MeasuredRun of(String command, Map<String, String> environment, int minutesMax)
      throws IOException, InterruptedException {
    Path times = Files.createTempFile("gatehouse-times", "");
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "TIMEFORMAT='%U %S'; { time { " + command + "; } >/dev/null 2>&1; } 2>\"$0\"",
            times.toString());
    builder.environment().putAll(environment);
    long begin = System.nanoTime();
    Process process = builder.start();
    Watch watch = new Watch();
    long end = begin + TimeUnit.MINUTES.toNanos(minutesMax);
    while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > end) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
      process.descendants().forEach(child -> watch.look(child.pid()));
    }
    double wall = (System.nanoTime() - begin) / 1e9;
    boolean stopped = System.nanoTime() > end;
    String[] told = Files.readString(times).strip().split(" ");
    Files.delete(times);
    double cpu =
        told.length == 2 ? Double.parseDouble(told[0]) + Double.parseDouble(told[1]) : Double.NaN;
    return new MeasuredRun(
        cpu,
        wall,
        watch.peakBytes,
        watch.seconds("C1 ", "C2 "),
        watch.seconds("GC ", "G1 ", "VM Thread"),
        stopped ? -1 : process.exitValue());
  }

  /** What was seen last of each thread. */
  private static final class Watch {
    private final Map<Path, Thread> threads = new HashMap<>();
    private long peakBytes;

    private record Thread(String name, long ticks) {}

    void look(long pid) {
      Path process = Path.of("/proc", String.valueOf(pid));
      try (Stream<Path> tasks = Files.list(process.resolve("task"));
          Stream<String> status = Files.lines(process.resolve("status"))) {
        tasks.forEach(this::thread);
        status
            .filter(line -> line.startsWith("VmHWM:"))
            .forEach(
                line ->
                    peakBytes =
                        Math.max(peakBytes, Long.parseLong(line.replaceAll("\\D", "")) << 10));
      } catch (IOException | UncheckedIOException gone) {
        // It has ended between two looks.
      }
    }

    private void thread(Path task) {
      String stat;
      try {
        stat = Files.readString(task.resolve("stat"));
      } catch (IOException ended) {
        return;
      }
      int end = stat.lastIndexOf(')');
      String[] fields = stat.substring(end + 2).split(" ");
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      threads.put(task, new Thread(stat.substring(stat.indexOf('(') + 1, end), ticks));
    }

    double seconds(String... names) {
      return threads.values().stream()
              .filter(thread -> Stream.of(names).anyMatch(thread.name::startsWith))
              .mapToLong(Thread::ticks)
              .sum()
          / TICKS_PER_SECOND;
    }
  }
}
