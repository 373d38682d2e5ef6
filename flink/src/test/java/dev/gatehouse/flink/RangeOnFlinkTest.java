package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.pipeline.PipelineSettings;
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

/**
 * A month of a small organization under every attack settles the same findings and cases on Flink.
 */
@Tag("long")
class RangeOnFlinkTest {
  @TempDir Path folder;

  @Test
  void aMonthSettlesTheSame() throws Exception {
    Path range = folder.resolve("range");
    RangeGenerator.generate(RangeOptions.of(11, 10, 30, 600), range, ProgressListener.SILENT);
    List<TrailEvent> events = events(range.resolve("trail"));
    events.sort(Comparator.comparing(TrailEvent::time));
    long start = System.nanoTime();
    PipelineSettings settings = SettingsFile.read();
    Settled embedded =
        EmbeddedRun.of(
            events,
            EstateFolder.read(range.resolve("estate")).estate(),
            settings,
            events.get(0).time());
    long between = System.nanoTime();
    DetectionRun run = new DetectionRun(2);
    Random random = new Random(1);
    for (TrailEvent event : events) {
      run.deliver("range", event, random.nextInt(DetectionRun.LATENESS_SECONDS));
    }
    Map<String, Settled> all =
        run.settled(
            new Organizations(
                Map.of(
                    "range",
                    new Organization(
                        range.resolve("estate").toString(), settings, events.get(0).time()))));
    System.out.printf(
        "%d events, %d findings, %d cases: embedded %d s, on Flink %d s%n",
        events.size(),
        embedded.findings().size(),
        embedded.cases().size(),
        Duration.ofNanos(between - start).toSeconds(),
        Duration.ofNanos(System.nanoTime() - between).toSeconds());
    Settled settled = all.getOrDefault("range", Settled.NOTHING);
    assertThat(embedded.cases()).isNotEmpty();
    assertThat(settled.texts()).isEqualTo(embedded.texts());
    assertThat(settled.cases()).isEqualTo(embedded.cases());
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
