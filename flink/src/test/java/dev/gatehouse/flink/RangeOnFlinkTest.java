package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.baseline.Baselines;
import dev.gatehouse.core.detect.Analysis;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.core.rules.ExpectedFindings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.range.ProgressListener;
import dev.gatehouse.range.RangeGenerator;
import dev.gatehouse.range.RangeOptions;
import dev.gatehouse.trail.RecordBytes;
import dev.gatehouse.trail.Rejected;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.TrailFile;
import dev.gatehouse.trail.TrailFiles;
import dev.gatehouse.trail.TrailLimits;
import dev.gatehouse.trail.TrailReader;
import dev.gatehouse.trail.TrailSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month of a small organization under every attack settles the same findings on Flink. */
@Tag("long")
class RangeOnFlinkTest {
  private static final int BATCH = 4096;

  @TempDir Path folder;

  @Test
  void aMonthSettlesTheSame() throws Exception {
    Path range = folder.resolve("range");
    RangeGenerator.generate(RangeOptions.of(11, 10, 30, 600), range, ProgressListener.SILENT);
    List<TrailEvent> events = events(range.resolve("trail"));
    events.sort(Comparator.comparing(TrailEvent::time));
    long start = System.nanoTime();
    List<String> embedded = embedded(events, EstateFolder.read(range.resolve("estate")).estate());
    long between = System.nanoTime();
    DetectionRun run = new DetectionRun(2);
    Random random = new Random(1);
    for (TrailEvent event : events) {
      run.deliver("range", event, random.nextInt(DetectionRun.LATENESS_SECONDS));
    }
    Map<String, List<Finding>> settled =
        run.settled(DetectionSet.all(Map.of("range", range.resolve("estate").toString())));
    System.out.printf(
        "%d events, %d findings: embedded %d s, on Flink %d s%n",
        events.size(),
        embedded.size(),
        Duration.ofNanos(between - start).toSeconds(),
        Duration.ofNanos(System.nanoTime() - between).toSeconds());
    assertThat(embedded).isNotEmpty();
    assertThat(texts(settled.getOrDefault("range", List.of()))).isEqualTo(embedded);
  }

  private static List<String> embedded(List<TrailEvent> events, Estate estate) {
    try (Analysis analysis =
        new Analysis(
            Detections.all(estate),
            Baselines.of(estate),
            Duration.ofSeconds(DetectionRun.LATENESS_SECONDS),
            2,
            1_000_000)) {
      for (int from = 0; from < events.size(); from += BATCH) {
        List<TrailEvent> batch = events.subList(from, Math.min(from + BATCH, events.size()));
        analysis.offer(batch);
        analysis.reach(batch.get(batch.size() - 1).time());
      }
      analysis.finish();
      assertThat(analysis.counts().late()).isZero();
      return ExpectedFindings.of(analysis.findings());
    }
  }

  private static List<String> texts(List<Finding> findings) {
    return ExpectedFindings.of(
        findings.stream()
            .map(finding -> new FindingState(finding, 1, FindingState.State.SETTLED))
            .toList());
  }

  private static List<TrailEvent> events(Path trail) throws Exception {
    List<TrailEvent> events = new ArrayList<>();
    TrailSink sink =
        new TrailSink() {
          @Override
          public void event(TrailEvent event, RecordBytes raw) {
            events.add(event);
          }

          @Override
          public void rejected(Rejected rejected) {
            throw new AssertionError(rejected.toString());
          }
        };
    for (TrailFile file : TrailFiles.find(List.of(trail.toString()))) {
      new TrailReader(TrailLimits.DEFAULT).read(file, sink);
    }
    return events;
  }
}
