package dev.gatehouse.trail.merge;

import static dev.gatehouse.trail.SampleRecords.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Records that bear one id at one time: copies go out once, different ones all. */
class SameIdTest {
  private static final String PARAMETERS = "\"requestParameters\":";

  private record Out(List<TrailEvent> events, TrailCounts counts) {
    List<String> ids() {
      return events.stream().map(TrailEvent::id).toList();
    }
  }

  /** Each inner list is a file. */
  private static Out merge(List<List<String>> files, int threads, int heldEventsMax)
      throws IOException {
    Path folder = Files.createTempDirectory("same-id");
    try {
      List<TrailFile> written = new ArrayList<>();
      for (List<String> records : files) {
        Path file = folder.resolve("part-" + written.size() + ".json");
        Files.writeString(file, String.join("\n", records));
        written.add(TrailFile.of(file.toString(), file));
      }
      MergeOptions options =
          new MergeOptions(
              TrailLimits.DEFAULT, Duration.ofHours(2), threads, heldEventsMax, 1L << 40);
      TrailMerge merge = new TrailMerge(options, rejected -> {});
      List<TrailEvent> events = new ArrayList<>();
      merge.run(written, (batch, watermark) -> events.addAll(batch));
      assertThat(merge.counts().rejectedTotal()).isZero();
      assertThat(merge.counts().delivered()).isEqualTo(events.size());
      return new Out(events, merge.counts());
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static String asking(String id, String parameters) {
    String parameterless = record(id).replaceFirst("\"requestParameters\":\\{[^}]*}", PARAMETERS);
    return parameterless.replace(PARAMETERS, PARAMETERS + parameters);
  }

  @Test
  void differentContentsAreAllKept() throws IOException {
    List<String> one = List.of(asking("same", "{\"n\":1}"), asking("same", "{\"n\":2}"));
    List<String> two = List.of(asking("same", "{\"n\":3}"), asking("same", "{\"n\":1}"));
    Out out = merge(List.of(one, two), 1, 1000);
    // Recorded; that it is in the order of the hashes is asserted below.
    assertThat(out.ids()).containsExactly("same", "same~964a5e97", "same~f02ab3fe");
    assertThat(out.events).extracting(e -> e.request("n")).containsExactly("3", "2", "1");
    List<String> hashes =
        out.events.stream().map(e -> EventContent.hash(e.withId("same"))).toList();
    assertThat(hashes).isSorted();
    assertThat(hashes.get(1)).startsWith("964a5e97");
    assertThat(hashes.get(2)).startsWith("f02ab3fe");
    assertThat(out.counts.conflicts()).isEqualTo(2);
    assertThat(out.counts.duplicates()).isEqualTo(1);
  }

  @Test
  void theSameJsonWrittenOtherwiseIsACopy() throws IOException {
    List<String> one = List.of(asking("a", "{\"n\":1,\"m\":{\"x\":\"A\",\"y\":[1,2]}}"));
    List<String> two =
        List.of(
            asking("a", "{ \"m\" : {\"y\":[1.0,2e0], \"x\":\"\\u0041\"}, \"n\":1 }"),
            asking("a", "{\"n\":7,\"n\":1,\"m\":{\"x\":\"A\",\"y\":[1,2]}}"));
    Out out = merge(List.of(one, two), 1, 1000);
    assertThat(out.ids()).containsExactly("a");
    assertThat(out.counts.duplicates()).isEqualTo(2);
    assertThat(merge(List.of(two, one), 2, 1).events).isEqualTo(out.events);
  }

  @Test
  void whatOnlyLooksAlikeIsKept() throws IOException {
    List<String> records =
        Stream.of("[1,2]", "[2,1]", "1", "\"1\"", "{}", "[]", "null", "{\"a\":\"b\"}", "[\"a\"]")
            .map(document -> asking("a", "{\"v\":" + document + "}"))
            .toList();
    Out out = merge(List.of(records), 1, 1000);
    assertThat(new HashSet<>(out.ids())).hasSize(records.size());
    assertThat(out.counts.conflicts()).isEqualTo(records.size() - 1);
  }

  @Test
  void anotherTimeIsAnotherRecordUnderAnIdOfItsOwn() throws IOException {
    Out out =
        merge(
            List.of(List.of(record("a", 5), record("b", 5)), List.of(record("a", 40_000))),
            1,
            1000);
    assertThat(out.ids()).hasSize(3).startsWith("a", "b");
    assertThat(out.ids().get(2)).startsWith("a~");
    assertThat(out.counts.conflicts()).isEqualTo(1);
    assertThat(out.counts.duplicates()).isZero();
  }

  @Test
  void manyContentsUnderOneIdLoseNothing() throws IOException {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      records.add(asking("same", "{\"n\":" + i + "}"));
    }
    records.addAll(records.subList(0, 1000));
    Out out = merge(List.of(records), 1, 100);
    assertThat(new HashSet<>(out.ids())).hasSize(3000);
    assertThat(out.counts.duplicates()).isEqualTo(1000);
    assertThat(out.counts.conflicts()).isEqualTo(2999);
  }

  @Test
  void suffixGrowsWhereItsStartIsTaken() {
    assertThat(Batches.suffix("0123456789", "0123456799")).isEqualTo("0123456799");
    assertThat(Batches.suffix("0123456689", "0123456799")).isEqualTo("01234567");
  }

  @Property(tries = 60, seed = "20261130")
  void neitherOrderNorFilesNorBoundsMatter(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll @IntRange(min = 1, max = 40) int heldEventsMax)
      throws IOException {
    List<String> records = new ArrayList<>();
    Set<String> contents = new HashSet<>();
    for (int i = 0; i < count; i++) {
      String id = "id" + random.nextInt(4);
      int x = random.nextInt(3);
      int y = random.nextInt(3);
      contents.add(id + " " + x + " " + y);
      records.add(
          asking(
              id,
              random.nextBoolean()
                  ? "{\"x\":" + x + ",\"y\":" + y + "}"
                  : "{\"y\":" + y + ",\"x\":" + x + "}"));
    }
    Out expected = merge(List.of(records), 1, 1_000_000);
    assertThat(expected.events).hasSize(contents.size());
    assertThat(new HashSet<>(expected.ids())).hasSize(contents.size());
    assertThat(expected.counts.duplicates()).isEqualTo(count - contents.size());
    Collections.shuffle(records, random);
    Out shuffled = merge(cut(records, random), 2, heldEventsMax);
    assertThat(shuffled.events).isEqualTo(expected.events);
    assertThat(shuffled.counts.conflicts()).isEqualTo(expected.counts.conflicts());
    assertThat(shuffled.counts.duplicates()).isEqualTo(expected.counts.duplicates());
  }

  private static List<List<String>> cut(List<String> records, Random random) {
    List<List<String>> files = new ArrayList<>();
    for (int from = 0; from < records.size(); ) {
      int to = Math.min(records.size(), from + 1 + random.nextInt(8));
      files.add(records.subList(from, to));
      from = to;
    }
    return files;
  }
}
