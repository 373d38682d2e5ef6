package dev.gatehouse.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small range with every attack, read back with the readers of the product, once for each seed.
 *
 * @param records by event id, as trees; duplicates are there once
 * @param events what the trail reader makes of them, duplicates included
 * @param rejected what the trail reader did not take
 * @param truth the lines and lists of the truth folder, by file name
 */
record GeneratedRange(
    Map<String, Map<String, Object>> records,
    List<TrailEvent> events,
    List<Rejected> rejected,
    Map<String, List<Map<String, Object>>> truth,
    EstateFolder.Reading estate) {
  private static final Map<Long, GeneratedRange> MADE = new HashMap<>();

  /** 8 accounts, 8 days, about 900 events a day. */
  static synchronized GeneratedRange ofSeed(long seed) {
    return MADE.computeIfAbsent(seed, GeneratedRange::make);
  }

  /** The lines of a file of the truth folder. */
  List<Map<String, Object>> truth(String file) {
    return truth.get(file);
  }

  /** A member of a record, found by its path; null if it is not there. */
  static String text(Map<String, Object> record, String... path) {
    return Generated.text(record, path);
  }

  private static GeneratedRange make(long seed) {
    try {
      Path folder = Files.createTempDirectory("gatehouse-range-test-");
      try {
        RangeOptions options =
            new RangeOptions(
                seed,
                8,
                8,
                900,
                RangeOptions.START,
                List.of("all"),
                true,
                Duration.ofHours(2),
                Duration.ofHours(6));
        RangeGenerator.generate(options, folder.resolve("out"), ProgressListener.SILENT);
        return read(folder.resolve("out"));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GeneratedRange read(Path out) throws IOException {
    Map<String, Map<String, Object>> records = new LinkedHashMap<>();
    List<TrailEvent> events = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    TrailReader reader = new TrailReader(TrailLimits.DEFAULT);
    TrailSink sink =
        new TrailSink() {
          @Override
          public void event(TrailEvent event, RecordBytes raw) {
            events.add(event);
            Map<String, Object> record = Generated.cast(Json.object(raw.toString()));
            Map<String, Object> before = records.put(text(record, "eventID"), record);
            assertThat(before == null || before.equals(record)).isTrue();
          }

          @Override
          public void rejected(Rejected bytes) {
            rejected.add(bytes);
          }
        };
    for (TrailFile file : TrailFiles.find(List.of(out.resolve("trail").toString()))) {
      reader.read(file, sink);
    }
    Map<String, List<Map<String, Object>>> truth = new HashMap<>();
    for (String name : List.of("labels.jsonl", "lookalikes.jsonl", "lineage.jsonl")) {
      truth.put(name, new Generated(out).lines(name));
    }
    for (String name : List.of("campaigns.json", "lookalikes.json", "roles.json")) {
      List<Map<String, Object>> list = new ArrayList<>();
      for (Object each : (List<?>) Json.tree(Files.readString(out.resolve("truth/" + name)))) {
        list.add(Generated.cast(each));
      }
      truth.put(name, list);
    }
    EstateFolder.Reading estate = EstateFolder.read(out.resolve("estate"));
    return new GeneratedRange(records, events, rejected, truth, estate);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
