package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.pipeline.DetectionMode;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.DetectionPolicy;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.KeptFindings;
import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.core.rules.ExpectedFindings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.range.ProgressListener;
import dev.gatehouse.range.RangeGenerator;
import dev.gatehouse.range.RangeOptions;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
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

  /** As a settings file has it: something switched off, in shadow, tuned, staged, not learned. */
  private static final PipelineSettings SETTINGS =
      new PipelineSettings(
          Map.of(
              "root-used", new DetectionPolicy(DetectionMode.OFF, 0, 0),
              "new-region", new DetectionPolicy(DetectionMode.SHADOW, 0, 0),
              "count-anomaly", new DetectionPolicy(DetectionMode.ON, 24, 60)),
          Map.of(),
          5,
          List.of());

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
        run.settled(
            new Organizations(
                Map.of(
                    "range",
                    new Organization(
                        range.resolve("estate").toString(), SETTINGS, events.get(0).time()))));
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
    List<Detection> detections = SETTINGS.detections(estate);
    DetectionPipeline described =
        new DetectionPipeline(
            detections,
            SETTINGS.baselines(estate),
            SETTINGS.policy(detections),
            events.get(0).time());
    KeptFindings kept = new KeptFindings();
    try (EmbeddedPipeline pipeline =
        new EmbeddedPipeline(
            described, Duration.ofSeconds(DetectionRun.LATENESS_SECONDS), 2, 1_000_000)) {
      pipeline.onFinding(kept);
      for (int from = 0; from < events.size(); from += BATCH) {
        List<TrailEvent> batch = events.subList(from, Math.min(from + BATCH, events.size()));
        pipeline.offer(batch);
        pipeline.reach(batch.get(batch.size() - 1).time());
      }
      pipeline.finish();
      assertThat(pipeline.counts().late()).isZero();
      return ExpectedFindings.of(kept.inOrder());
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
