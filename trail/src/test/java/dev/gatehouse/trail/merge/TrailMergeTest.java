package dev.gatehouse.trail.merge;

import static dev.gatehouse.trail.SampleRecords.gzip;
import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.Gathered;
import dev.gatehouse.trail.read.Reason;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.Skipped;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrailMergeTest {
  private static final Instant DAY = Instant.parse("2026-01-31T00:00:00Z");

  @TempDir Path folder;

  /** What came out, and the rules that every run keeps. */
  private static final class Run {
    final List<TrailEvent> events = new ArrayList<>();
    final List<Rejected> rejected = new ArrayList<>();
    final TrailCounts counts;
    Instant watermark = Instant.MIN;
    int batches;
    int broken;

    Run(List<TrailFile> files, MergeOptions options) throws IOException {
      TrailMerge merge = new TrailMerge(options, rejected::add);
      merge.run(
          files,
          (batch, mark) -> {
            assertThat(batch.size()).isLessThanOrEqualTo(TrailMerge.BATCH_EVENTS_MAX);
            assertThat(mark).isAfterOrEqualTo(watermark);
            for (TrailEvent event : batch) {
              broken += event.time().isBefore(watermark) ? 1 : 0;
            }
            watermark = mark;
            batches++;
            events.addAll(batch);
          });
      counts = merge.counts();
      assertThat(watermark).isEqualTo(Instant.MAX);
      assertThat(counts.delivered()).isEqualTo(events.size());
    }

    List<String> ids() {
      return events.stream().map(TrailEvent::id).toList();
    }
  }

  private static MergeOptions options(int threads, int heldEventsMax) {
    return new MergeOptions(
        TrailLimits.DEFAULT, Duration.ofHours(2), threads, heldEventsMax, 1L << 40);
  }

  private TrailFile delivered(int second, String... records) throws IOException {
    String time = DAY.plusSeconds(second).toString().replaceAll("[-:]", "").substring(0, 13);
    String name =
        "123456789012_CloudTrail_eu-central-1_" + time + "Z_" + files().size() + "aaaa.json.gz";
    Path file = folder.resolve(name);
    Files.write(file, gzip("{\"Records\":[" + String.join(",", records) + "]}"));
    return TrailFile.of(name, file);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void eventsComeInTimeOrderAcrossFiles() throws IOException {
    delivered(9000, record("c", 8000), record("a", 7000));
    delivered(9060, record("b", 7500), record("d", 8000));
    delivered(60, record("first", 10));
    Files.writeString(folder.resolve("other.json"), record("x", 7600) + record("y", 20));
    Run run = new Run(TrailFiles.find(List.of(folder.toString())), options(2, 1000));
    assertThat(run.ids()).containsExactly("first", "y", "a", "b", "x", "c", "d");
    assertThat(run.broken).isZero();
    assertThat(run.counts.files()).isEqualTo(4);
    assertThat(run.counts.accounts())
        .containsExactly(
            Map.entry(
                "123456789012",
                new TrailCounts.Range(DAY.plusSeconds(10), DAY.plusSeconds(8000), 7)));
  }

  @Test
  void lateRecordStillComesOut() throws IOException {
    delivered(7200, record("early", 7000));
    delivered(40_000, record("next", 39_000));
    delivered(40_100, record("late", 100));
    Run run = new Run(TrailFiles.find(List.of(folder.toString())), options(1, 1000));
    assertThat(run.ids()).containsExactly("early", "late", "next");
    assertThat(run.broken).isEqualTo(1);
    assertThat(run.counts.late()).isEqualTo(1);
  }

  @Test
  void boundsAndThreadsChangeNothing() throws IOException {
    Random random = new Random(7);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      records.add(record("e" + i, random.nextInt(40_000)));
    }
    records.addAll(records.subList(0, 500));
    Collections.shuffle(records, random);
    for (int i = 0; i < records.size(); i += 100) {
      Path file = folder.resolve("part-" + i + ".json");
      Files.writeString(file, String.join("\n", records.subList(i, i + 100)));
    }
    List<TrailFile> files = TrailFiles.find(List.of(folder.toString()));
    Run plain = new Run(files, options(1, 1_000_000));
    assertThat(plain.events).isSortedAccordingTo(EventSource.ORDER).hasSize(6000);
    assertThat(plain.counts.spilled()).isZero();
    assertThat(plain.batches).isGreaterThan(1);
    for (int heldMax : new int[] {20, 1000}) {
      Run bounded = new Run(files, options(3, heldMax));
      assertThat(bounded.events).isEqualTo(plain.events);
      assertThat(bounded.counts.duplicates()).isEqualTo(500);
      assertThat(bounded.counts.spilled()).isGreaterThan(4000);
    }
    MergeOptions lookThrough =
        new MergeOptions(TrailLimits.DEFAULT, Duration.ofHours(2), 2, 1000, 1000);
    assertThat(new Run(files, lookThrough).events).isEqualTo(plain.events);
  }

  @Test
  void badFilesAreCountedAndTheOthersRead() throws IOException {
    TrailFile good = delivered(100, record("good", 50), "{\"broken\":");
    TrailFile gone = TrailFile.of("gone.json", folder.resolve("gone.json"));
    Path digest =
        folder.resolve(
            "123456789012_CloudTrail-Digest_us-east-1_t_us-east-1_20260131T100000Z.json.gz");
    Files.writeString(digest, "{}");
    Run run = new Run(List.of(good, gone, TrailFile.of("digest", digest)), options(2, 10));
    assertThat(run.ids()).containsExactly("good");
    assertThat(run.counts.rejected()).containsOnlyKeys(Reason.MALFORMED, Reason.UNREADABLE);
    assertThat(run.counts.skipped()).containsOnlyKeys(Skipped.DIGEST);
    assertThat(run.counts.files()).isEqualTo(1);
  }

  @Test
  void noFileIsOneEmptyLastBatch() throws IOException {
    Run run = new Run(List.of(), options(1, 10));
    assertThat(run.batches).isEqualTo(1);
    assertThat(run.events).isEmpty();
  }

  @Test
  void eventsSurviveTheirBytes() throws IOException {
    TrailEvent event = Gathered.from(record("a")).events.get(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EventCodec.write(event, new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(EventCodec.read(in)).isEqualTo(event);
    assertThat(EventCodec.read(in)).isNull();
  }
}
