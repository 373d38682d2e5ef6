package dev.gatehouse.core.detect.rules;

import dev.gatehouse.core.baseline.Baselines;
import dev.gatehouse.core.detect.Analysis;
import dev.gatehouse.core.detect.FindingState;
import dev.gatehouse.core.estate.Estate;
import dev.gatehouse.core.estate.EstateFolder;
import dev.gatehouse.core.trail.RecordBytes;
import dev.gatehouse.core.trail.Rejected;
import dev.gatehouse.core.trail.TrailEvent;
import dev.gatehouse.core.trail.TrailFile;
import dev.gatehouse.core.trail.TrailFiles;
import dev.gatehouse.core.trail.TrailLimits;
import dev.gatehouse.core.trail.TrailReader;
import dev.gatehouse.core.trail.TrailSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder {@code cases/<detection>/<case>}: the trail, the estate if any, and the complete list of
 * findings of all detections.
 */
record GoldenCase(Path folder) {
  private static final Duration LATENESS = Duration.ofHours(2);

  /** All cases, by name. */
  static List<GoldenCase> all() {
    try (Stream<Path> walk = Files.walk(Path.of("src/test/resources/cases"), 2)) {
      return walk.filter(p -> Files.exists(p.resolve("trail.jsonl")))
          .sorted()
          .map(GoldenCase::new)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  String detection() {
    return folder.getParent().getFileName().toString();
  }

  String name() {
    return detection() + "/" + folder.getFileName();
  }

  Path expected() {
    return folder.resolve("expected.json");
  }

  Estate estate() throws IOException {
    Path estate = folder.resolve("estate");
    if (!Files.isDirectory(estate)) {
      return Estate.EMPTY;
    }
    EstateFolder.Reading reading = EstateFolder.read(estate);
    if (!reading.problems().isEmpty() || !reading.unused().isEmpty()) {
      throw new AssertionError(name() + ": " + reading.problems() + reading.unused());
    }
    return reading.estate();
  }

  List<TrailEvent> events() throws IOException {
    List<TrailEvent> events = new ArrayList<>();
    TrailReader reader = new TrailReader(TrailLimits.DEFAULT);
    for (TrailFile file : TrailFiles.find(List.of(folder.resolve("trail.jsonl").toString()))) {
      reader.read(
          file,
          new TrailSink() {
            @Override
            public void event(TrailEvent event, RecordBytes raw) {
              events.add(event);
            }

            @Override
            public void rejected(Rejected rejected) {
              throw new AssertionError(name() + ": " + rejected);
            }
          });
    }
    return events;
  }

  /** What holds after all events were offered in the order given, {@code batch} at a time. */
  List<FindingState> run(List<TrailEvent> events, int batch, boolean restartOften)
      throws IOException {
    Estate estate = estate();
    Analysis analysis = analysis(estate);
    Instant newest = Instant.MIN;
    for (int from = 0; from < events.size(); from += batch) {
      List<TrailEvent> next = events.subList(from, Math.min(from + batch, events.size()));
      analysis.offer(next);
      for (TrailEvent event : next) {
        newest = event.time().isAfter(newest) ? event.time() : newest;
      }
      analysis.reach(newest);
      if (restartOften) {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        analysis.save(saved);
        List<FindingState> said = analysis.findings();
        analysis.close();
        analysis = analysis(estate);
        analysis.restore(new ByteArrayInputStream(saved.toByteArray()), said);
      }
    }
    try (Analysis last = analysis) {
      last.finish();
      if (!last.counts().broken().isEmpty()) {
        throw new AssertionError(name() + ": " + last.counts().broken());
      }
      if (last.counts().late() > 0) {
        throw new AssertionError(name() + ": the test itself offered too late");
      }
      return last.findings();
    }
  }

  private static Analysis analysis(Estate estate) {
    return new Analysis(Detections.all(estate), Baselines.of(estate), LATENESS, 2, 1_000_000);
  }
}
