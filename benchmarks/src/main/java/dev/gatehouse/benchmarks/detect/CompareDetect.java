package dev.gatehouse.benchmarks.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures {@code gatehouse detect} with everything on beside {@code gunzip -c}, jq and DuckDB over
 * the same files in one run, and stage by stage against its budget.
 */
final class CompareDetect {
  private static final int MINUTES_MAX = 30;
  private static final int PEER_MINUTES_MAX = 10;

  private final Path home;
  private final Optional<Path> duckDriver;
  private final List<String> over = new ArrayList<>();

  private CompareDetect(Path home, Optional<Path> duckDriver) {
    this.home = home;
    this.duckDriver = duckDriver;
  }

  /**
   * Takes the folder of the source tree, DuckDB's driver or an empty text, and folders as {@code
   * gatehouse range generate} makes them: the first is compared and taken apart, the others only
   * measured.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Optional<Path> driver = Optional.of(arguments[1]).filter(text -> !text.isEmpty()).map(Path::of);
    CompareDetect compare = new CompareDetect(Path.of(arguments[0]), driver);
    compare.whole(Path.of(arguments[2]));
    for (int i = 3; i < arguments.length; i++) {
      compare.size(Path.of(arguments[i]));
    }
    System.out.println(
        compare.over.isEmpty()
            ? "Every stage is within its budget."
            : "OVER BUDGET: " + String.join(", ", compare.over));
  }

  private void whole(Path folder) throws IOException, InterruptedException {
    long records = records(folder);
    MeasuredRun floor = run(gunzip(folder) + " | cat", Map.of());
    header(folder, records);
    row("gunzip -c", floor, floor, records);
    row("jq, one filter", peer(gunzip(folder) + " | jq -c " + FILTER), floor, records);
    duck(folder, floor, records);
    MeasuredRun plain = detect(folder, Map.of());
    row("gatehouse detect", plain, floor, records);
    row("  with --cases", run(command(folder) + " --cases", Map.of()), floor, records);
    stages(folder, floor, plain, records);
  }

  /** How large each further folder makes the process. */
  private void size(Path folder) throws IOException, InterruptedException {
    long records = records(folder);
    header(folder, records);
    MeasuredRun floor = run(gunzip(folder) + " | cat", Map.of());
    row("gunzip -c", floor, floor, records);
    row("gatehouse detect", detect(folder, Map.of()), floor, records);
  }

  private static final String FILTER =
      "'.Records[] | select(.eventName == \"AssumeRole\") | .eventID'";

  private void duck(Path folder, MeasuredRun floor, long records)
      throws IOException, InterruptedException {
    if (duckDriver.isEmpty()) {
      System.out.println("duckdb, one query   SKIPPED: its driver could not be had");
      return;
    }
    String classPath = home.resolve("benchmarks/target/classes") + ":" + duckDriver.get();
    String query =
        "java -cp '%s' %s '%s'"
            .formatted(classPath, DuckQuery.class.getName(), folder.resolve("trail"));
    row("duckdb, one query", peer(query), floor, records);
  }

  private void stages(Path folder, MeasuredRun floor, MeasuredRun plain, long records)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("gatehouse-stages");
    Path settings = Files.writeString(work.resolve("samples.jfc"), Recordings.SETTINGS);
    Path recording = work.resolve("detect.jfr");
    String flags = "-XX:StartFlightRecording:settings=" + settings + ",filename=" + recording;
    MeasuredRun recorded = detect(folder, Map.of("JDK_JAVA_OPTIONS", flags));
    Map<CostStage, Long> samples =
        Files.exists(recording) ? Recordings.samples(recording) : Map.of();
    if (samples.isEmpty()) {
      System.out.println("stages              SKIPPED: they are sampled on JDK 25 and newer only");
      return;
    }
    // The share is of the recorded run, the amount of the plain one: recording costs a little.
    double scale = plain.seconds() / recorded.seconds();
    double machine = recorded.compilerSeconds() + recorded.collectorSeconds();
    double perSample =
        (recorded.seconds() - machine) / samples.values().stream().mapToLong(Long::longValue).sum();
    Map<CostStage, Double> seconds = new EnumMap<>(CostStage.class);
    samples.forEach((stage, count) -> seconds.put(stage, count * perSample * scale));
    seconds.put(CostStage.COMPILERS, recorded.compilerSeconds() * scale);
    seconds.put(CostStage.COLLECTOR, recorded.collectorSeconds() * scale);
    print(seconds, Budget.read(home.resolve("docs/performance.md")), floor, records);
    Files.delete(recording);
    Files.delete(settings);
    Files.delete(work);
  }

  private void print(
      Map<CostStage, Double> seconds, Budget budget, MeasuredRun floor, long records) {
    System.out.printf(
        Locale.ROOT,
        "%n%-18s %9s %11s %9s %8s%n",
        "stage",
        "CPU s",
        "µs/record",
        "× gunzip",
        "budget");
    double total = 0;
    for (CostStage stage : CostStage.values()) {
      double spent = seconds.getOrDefault(stage, 0.0);
      total += spent;
      line(stage.label(), spent, floor, records, budget.of(stage));
    }
    line("all", total, floor, records, budget.total());
  }

  private void line(String name, double spent, MeasuredRun floor, long records, double allowed) {
    double ratio = spent / floor.seconds();
    boolean isOver = ratio > allowed;
    System.out.printf(
        Locale.ROOT,
        "%-18s %9.2f %11.2f %9.2f %8.2f%s%n",
        name,
        spent,
        spent * 1e6 / records,
        ratio,
        allowed,
        isOver ? "  over" : "");
    if (isOver) {
      over.add(String.format(Locale.ROOT, "%s (%.2f of %.2f)", name, ratio, allowed));
    }
  }

  private static void header(Path folder, long records) {
    System.out.printf(
        Locale.ROOT,
        "%n%s: %d records%n%-18s %9s %11s %9s %9s %11s %9s%n",
        folder,
        records,
        "",
        "CPU s",
        "µs/record",
        "× gunzip",
        "wall s",
        "records/s",
        "peak MB");
  }

  private static void row(String name, MeasuredRun run, MeasuredRun floor, long records) {
    System.out.printf(
        Locale.ROOT,
        "%-18s %9.2f %11.2f %9.2f %9.2f %11.0f %9d%s%n",
        name,
        run.seconds(),
        run.seconds() * 1e6 / records,
        run.seconds() / floor.seconds(),
        run.wallSeconds(),
        records / run.wallSeconds(),
        run.peakBytes() >> 20,
        run.exitCode() < 0 ? "  STOPPED: its time was up" : "");
  }

  private MeasuredRun detect(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(command(folder), environment);
  }

  private String command(Path folder) {
    return "'%s' detect --config '' --format jsonl --estate '%s' '%s'"
        .formatted(home.resolve("gatehouse"), folder.resolve("estate"), folder.resolve("trail"));
  }

  private static String gunzip(Path folder) {
    return "find '%s' -name '*.json.gz' -print0 | xargs -0 -n 5000 gunzip -c"
        .formatted(folder.resolve("trail"));
  }

  private static long records(Path folder) throws IOException {
    // One record has one time, and nothing else in it bears that name.
    Process count =
        new ProcessBuilder("bash", "-c", gunzip(folder) + " | grep -o '\"eventTime\":' | wc -l")
            .start();
    return Long.parseLong(new String(count.getInputStream().readAllBytes(), US_ASCII).strip());
  }

  private static MeasuredRun run(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    MeasuredRun run = MeasuredRun.of(command, environment, MINUTES_MAX);
    if (run.exitCode() != 0) {
      throw new IllegalStateException("`" + command + "` ended with " + run.exitCode() + ".");
    }
    return run;
  }

  private static MeasuredRun peer(String command) throws IOException, InterruptedException {
    return MeasuredRun.of(command, Map.of(), PEER_MINUTES_MAX);
  }
}
