package dev.gatehouse.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.range.ProgressListener;
import dev.gatehouse.range.RangeGenerator;
import dev.gatehouse.range.RangeOptions;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.intake.Piece;
import dev.gatehouse.serve.store.CaseQuery;
import dev.gatehouse.serve.store.FindingQuery;
import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.store.Results;
import dev.gatehouse.serve.store.SetAside;
import dev.gatehouse.serve.store.StoredCase;
import dev.gatehouse.serve.store.StoredFinding;
import dev.gatehouse.serve.store.sqlite.SqliteResultStore;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch that ends anywhere comes, after a restart, to what one without a break comes to. */
class WatchTest {
  private static final Duration LATENESS = Duration.ofHours(2);
  private static final Duration LONG_AFTER = Duration.ofDays(60);
  private static final int BATCH = 300;

  @TempDir static Path trail;
  private static IntakeLog log;
  private static Outcome unbroken;

  @TempDir Path data;

  /** What is settled, without revisions, which count arrivals. */
  private record Outcome(Map<String, String> findings, Map<String, String> cases, long late) {}

  @BeforeAll
  static void watchWithoutABreak(@TempDir Path unbrokenData) throws Exception {
    RangeGenerator.generate(
        new RangeOptions(
            5,
            8,
            2,
            1_500,
            RangeOptions.START,
            List.of("all"),
            false,
            Duration.ofMinutes(20),
            Duration.ofMinutes(30)),
        trail.resolve("range"),
        ProgressListener.SILENT);
    log = IntakeLog.open(trail.resolve("intake"), 1 << 20);
    fill(TrailFiles.find(List.of(trail.resolve("range/trail").toString())));
    try (SqliteResultStore store = store(unbrokenData)) {
      unbroken = run(store, store, unbrokenData);
    }
    assertThat(unbroken.findings()).hasSizeGreaterThan(20);
    assertThat(unbroken.findings().values())
        .allMatch(json -> json.contains("\"state\":\"settled\""));
    assertThat(unbroken.cases()).hasSizeGreaterThan(5);
    assertThat(unbroken.late()).isZero();
  }

  /** A frame for every few files, in the order of delivery, and one long after. */
  private static void fill(List<TrailFile> files) throws IOException {
    TrailReader reader = new TrailReader(TrailLimits.DEFAULT);
    List<TrailFile> order =
        files.stream()
            .sorted(Comparator.comparing(file -> Objects.requireNonNull(file.delivered())))
            .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int[] records = {0};
    Instant delivered = Instant.MIN;
    for (TrailFile file : order) {
      delivered = Objects.requireNonNull(file.delivered());
      reader.read(
          file,
          new TrailSink() {
            @Override
            public void event(TrailEvent event, RecordBytes raw) {
              bytes.writeBytes(raw.copy());
              records[0]++;
            }

            @Override
            public void rejected(Rejected rejected) {
              throw new AssertionError(rejected);
            }
          });
      if (records[0] > 50) {
        append(delivered, records[0], bytes.toByteArray());
        records[0] = 0;
        bytes.reset();
      }
    }
    append(delivered, records[0], bytes.toByteArray());
    append(delivered.plus(LONG_AFTER), 0, new byte[0]);
  }

  private static void append(Instant delivered, int records, byte[] bytes) throws IOException {
    Piece piece = new Piece("test", "unit", records, List.of(), true, false);
    log.append(delivered, delivered.minus(LATENESS).minusSeconds(3600), List.of(piece), bytes);
  }

  private static SqliteResultStore store(Path folder) {
    return new SqliteResultStore(folder.resolve("results.db"));
  }

  /** Runs a watch to the end of the log, or until the store breaks it; it ends without a word. */
  private static Outcome run(ResultStore through, SqliteResultStore store, Path folder)
      throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    WatchListener listener =
        new WatchListener() {
          @Override
          public void stored(Results results) {
            if (results.position() == log.last()) {
              over.countDown();
            }
          }

          @Override
          public void broke(Throwable fault) {
            over.countDown();
          }
        };
    Watch watch =
        new Watch(
            log,
            new Snapshots(folder.resolve("snapshots")),
            through,
            WatchTest::pipeline,
            new WatchOptions(
                LATENESS,
                Names.of(Estate.EMPTY),
                BATCH,
                new SnapshotPace(Duration.ofDays(1), 1_000)),
            listener);
    watch.start();
    over.await();
    watch.close();
    var counts = watch.state().counts();
    return new Outcome(findings(store), cases(store), counts == null ? 0 : counts.late());
  }

  private static EmbeddedPipeline pipeline(Instant begin) {
    PipelineSettings settings = PipelineSettings.DEFAULT;
    List<Detection> detections = settings.detections(Estate.EMPTY);
    return new EmbeddedPipeline(
        new DetectionPipeline(
            detections,
            settings.baselines(Estate.EMPTY),
            settings.policy(detections),
            Instant.EPOCH),
        LATENESS,
        2,
        1_000_000);
  }

  private static Map<String, String> findings(ResultStore store) {
    Map<String, String> findings = new TreeMap<>();
    for (StoredFinding finding : store.findings(FindingQuery.all(100_000))) {
      findings.put(finding.id(), finding.json().replaceFirst("\"revision\":\\d+", ""));
    }
    return findings;
  }

  private static Map<String, String> cases(ResultStore store) {
    Map<String, String> cases = new TreeMap<>();
    for (StoredCase stored : store.cases(CaseQuery.all(100_000))) {
      String told = stored.told().toString();
      cases.put(stored.told().id(), stored.state() + told.replaceFirst("revision=\\d+", ""));
    }
    return cases;
  }

  @Test
  void endingBeforeOrAfterAnyOfTheResultsAreStoredChangesNothing() throws Exception {
    int breaks = 0;
    boolean isOver = false;
    Outcome outcome = null;
    // Each run ends two batches later than the one before did, once before and once after storing.
    while (!isOver) {
      try (SqliteResultStore store = store(data)) {
        Breaking breaking = new Breaking(store, 2 + breaks % 2, breaks % 2 == 0);
        outcome = run(breaking, store, data);
        isOver = !breaking.broke;
        breaks++;
      }
    }
    assertThat(breaks).isGreaterThan(5);
    assertThat(outcome).isEqualTo(unbroken);
  }

  @Test
  void withoutItsSnapshotsItStartsOver() throws Exception {
    try (SqliteResultStore store = store(data)) {
      run(new Breaking(store, 8, true), store, data);
    }
    for (Snapshots.Snapshot snapshot : new Snapshots(data.resolve("snapshots")).all()) {
      Files.write(snapshot.file(), new byte[] {1, 2, 3});
    }
    try (SqliteResultStore store = store(data)) {
      assertThat(run(store, store, data)).isEqualTo(unbroken);
    }
  }

  @Test
  void aStoreThatLostItsLastResultsIsToldThemAgain() throws Exception {
    Path before = data.resolve("before.db");
    try (SqliteResultStore store = store(data)) {
      run(new Breaking(store, 6, true), store, data);
    }
    Files.copy(data.resolve("results.db"), before);
    try (SqliteResultStore store = store(data)) {
      run(new Breaking(store, 6, true), store, data);
    }
    Files.copy(before, data.resolve("results.db"), StandardCopyOption.REPLACE_EXISTING);
    try (SqliteResultStore store = store(data)) {
      assertThat(run(store, store, data)).isEqualTo(unbroken);
    }
  }

  /** A store under which the process ends at the nth storing. */
  private static final class Breaking implements ResultStore {
    private final ResultStore store;
    private final boolean storesFirst;
    private int left;
    private boolean broke;

    Breaking(ResultStore store, int applies, boolean storesFirst) {
      this.store = store;
      this.left = applies;
      this.storesFirst = storesFirst;
    }

    @Override
    public void apply(Results results) {
      if (--left > 0) {
        store.apply(results);
        return;
      }
      if (storesFirst) {
        store.apply(results);
      }
      broke = true;
      throw new AssertionError("The process ends here.");
    }

    @Override
    public long position() {
      return store.position();
    }

    @Override
    public void sync() {
      store.sync();
    }

    @Override
    public Optional<StoredFinding> finding(String id) {
      return store.finding(id);
    }

    @Override
    public List<StoredFinding> findings(FindingQuery query) {
      return store.findings(query);
    }

    @Override
    public Optional<StoredCase> caseOf(String id) {
      return store.caseOf(id);
    }

    @Override
    public List<StoredCase> cases(CaseQuery query) {
      return store.cases(query);
    }

    @Override
    public List<StoredCase> worstCases(int limit) {
      return store.worstCases(limit);
    }

    @Override
    public List<SetAside> setAside(long before, int limit) {
      return store.setAside(before, limit);
    }

    @Override
    public Instant newest() {
      return store.newest();
    }

    @Override
    public Counts counts() {
      return store.counts();
    }

    @Override
    public void close() {}
  }
}
