package dev.gatehouse.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.core.pipeline.KeptFindings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.merge.MergeOptions;
import dev.gatehouse.trail.merge.TrailMerge;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However the records of one trail lie in files, the settled findings are the same, to the last
 * field.
 */
@Tag("once")
class FileOrderTest {
  private static final Path CASES = Path.of("src/test/resources/cases");

  @TempDir Path folder;
  private final List<byte[]> records = new ArrayList<>();
  private Map<String, FindingState> expected = Map.of();

  @BeforeEach
  void readEveryCase() throws IOException {
    List<Path> trails;
    try (var paths = Files.walk(CASES)) {
      trails =
          paths
              .filter(path -> path.getFileName().toString().startsWith("trail."))
              .sorted()
              .toList();
    }
    TrailReader reader = new TrailReader(TrailLimits.DEFAULT);
    for (Path trail : trails) {
      reader.read(
          new ByteArrayInputStream(Files.readAllBytes(trail)),
          trail.toString(),
          new TrailSink() {
            @Override
            public void event(TrailEvent event, RecordBytes raw) {
              records.add(raw.copy());
            }

            @Override
            public void rejected(Rejected rejected) {}
          });
    }
    assertThat(records.size()).isGreaterThan(200);
    Path one = Files.createDirectory(folder.resolve("one"));
    write(one.resolve("all.jsonl"), records);
    expected = detect(one, Integer.MAX_VALUE);
    assertThat(expected.size()).isGreaterThan(20);
  }

  @Test
  void splitIntoOneRecordAFile() throws IOException {
    List<byte[]> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(1));
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < shuffled.size(); i++) {
      write(many.resolve("record-" + i + ".json"), shuffled.subList(i, i + 1));
    }
    assertThat(detect(many, Integer.MAX_VALUE)).isEqualTo(expected);
  }

  @Test
  void shuffledAndTenTimesOver() throws IOException {
    List<byte[]> often = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      often.addAll(records);
    }
    Collections.shuffle(often, new Random(2));
    Path ten = Files.createDirectory(folder.resolve("ten"));
    write(ten.resolve("all.jsonl"), often);
    assertThat(detect(ten, Integer.MAX_VALUE)).isEqualTo(expected);
  }

  @Test
  void cutInHalfAndResumed() throws IOException {
    assertThat(detect(folder.resolve("one"), records.size() / 2)).isEqualTo(expected);
  }

  private static void write(Path file, List<byte[]> records) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      for (byte[] record : records) {
        out.write(record);
        out.write('\n');
      }
    }
  }

  /** The settled findings by id; the revision counts arrivals and is not part of them. */
  private static Map<String, FindingState> detect(Path folder, int restartAfter)
      throws IOException {
    List<TrailEvent> events = new ArrayList<>();
    new TrailMerge(MergeOptions.DEFAULT, rejected -> {})
        .run(
            TrailFiles.find(List.of(folder.toString())),
            (batch, watermark) -> events.addAll(batch));
    KeptFindings kept = new KeptFindings();
    EmbeddedPipeline pipeline = pipeline(kept);
    boolean restarted = false;
    for (int from = 0; from < events.size(); from += 100) {
      List<TrailEvent> batch = events.subList(from, Math.min(events.size(), from + 100));
      pipeline.offer(batch);
      pipeline.reach(batch.get(batch.size() - 1).time());
      if (from >= restartAfter && !restarted) {
        restarted = true;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pipeline.save(bytes);
        pipeline.close();
        pipeline = pipeline(kept);
        pipeline.restore(new ByteArrayInputStream(bytes.toByteArray()));
      }
    }
    pipeline.finish();
    assertThat(restarted).isEqualTo(restartAfter < events.size());
    Map<String, FindingState> settled = new TreeMap<>();
    for (FindingState state : kept.inOrder()) {
      if (state.state() == FindingState.State.SETTLED) {
        settled.put(state.finding().id(), new FindingState(state.finding(), 0, state.state()));
      }
    }
    pipeline.close();
    assertThat(settled.values())
        .allSatisfy(state -> assertThat(state.finding().raised()).isAfter(Instant.EPOCH));
    return settled;
  }

  private static EmbeddedPipeline pipeline(KeptFindings kept) {
    DetectionPipeline all =
        new DetectionPipeline(
            Detections.all(Estate.EMPTY),
            BaselineSetup.of(Estate.EMPTY),
            FindingPolicy.NONE,
            Instant.MIN);
    EmbeddedPipeline pipeline = new EmbeddedPipeline(all, Duration.ofHours(2), 2, 1_000_000);
    pipeline.onFinding(kept);
    return pipeline;
  }
}
