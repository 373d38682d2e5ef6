package dev.gatehouse.core.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.core.pipeline.KeptFindings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailFile;
import dev.gatehouse.trail.read.TrailFiles;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import dev.gatehouse.trail.write.TrailRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder {@code cases/<detection>/<case>}: the trail as records ({@code trail.jsonl}) or told
 * shortly ({@code story.jsonl}, see {@link Story}) or both, the estate if any, and the complete
 * list of what that detection finds.
 */
public record GoldenCase(Path folder) {
  private static final int HISTORY_BATCH = 500;
  private static final Duration LATENESS = Duration.ofHours(2);

  /** All cases, by name. */
  static List<GoldenCase> all() {
    return all(Path.of("src/test/resources/cases"));
  }

  /** All cases of a folder, by name. */
  public static List<GoldenCase> all(Path cases) {
    try (Stream<Path> walk = Files.walk(cases, 2)) {
      return walk.filter(
              p -> Files.exists(p.resolve("expected.json")) || Files.exists(p.resolve("README")))
          .sorted()
          .map(GoldenCase::new)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public String detection() {
    return folder.getParent().getFileName().toString();
  }

  /** Whether the case is about this detection. */
  public boolean isAbout(Detection detection) {
    return detection.about().id().equals(detection());
  }

  /** Those findings that are of the detection that the case is about. */
  public List<FindingState> own(List<FindingState> findings) {
    return findings.stream()
        .filter(state -> state.finding().detector().equals(detection()))
        .toList();
  }

  public String name() {
    return detection() + "/" + folder.getFileName();
  }

  public Path expected() {
    return folder.resolve("expected.json");
  }

  public Estate estate() throws IOException {
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

  /** What the case is about, in the order of the files. */
  public List<TrailEvent> events() throws IOException {
    List<TrailEvent> events = new ArrayList<>();
    Path trail = folder.resolve("trail.jsonl");
    if (Files.exists(trail)) {
      for (TrailFile file : TrailFiles.find(List.of(trail.toString()))) {
        new TrailReader(TrailLimits.DEFAULT).read(file, into(events));
      }
    }
    events.addAll(told(false));
    return events;
  }

  /** What came before, in the order of time: at least as long before as lateness. */
  public List<TrailEvent> history() throws IOException {
    List<TrailEvent> history = told(true);
    history.sort(Comparator.comparing(TrailEvent::time));
    return history;
  }

  private List<TrailEvent> told(boolean habits) throws IOException {
    List<TrailEvent> events = new ArrayList<>();
    Path story = folder.resolve("story.jsonl");
    List<String> lines = Files.exists(story) ? Files.readAllLines(story) : List.of();
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int i = 0; i < lines.size(); i++) {
      if (Story.isHabit(lines.get(i)) == habits) {
        for (TrailRecord record : Story.records(lines.get(i), i + 1)) {
          try (JsonGenerator json = new JsonFactory().createGenerator((OutputStream) records)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            record.writeTo(json);
          }
          records.write('\n');
        }
      }
    }
    new TrailReader(TrailLimits.DEFAULT)
        .read(new ByteArrayInputStream(records.toByteArray()), "story.jsonl", into(events));
    return events;
  }

  private TrailSink into(List<TrailEvent> events) {
    return new TrailSink() {
      @Override
      public void event(TrailEvent event, RecordBytes raw) {
        events.add(event);
      }

      @Override
      public void rejected(Rejected rejected) {
        throw new AssertionError(name() + ": " + rejected);
      }
    };
  }

  /**
   * What holds after the history, {@value #HISTORY_BATCH} events at a time, and then all events
   * were offered in the order given, {@code batch} at a time.
   *
   * @param which the detections that run
   * @param restartOften memory is saved and restored after the history and after each batch
   */
  public List<FindingState> run(
      Predicate<Detection> which,
      List<TrailEvent> history,
      List<TrailEvent> events,
      int batch,
      boolean restartOften)
      throws IOException {
    Estate estate = estate();
    KeptFindings kept = new KeptFindings();
    KeptCases cases = new KeptCases();
    EmbeddedPipeline pipeline = pipeline(estate, which, kept, cases);
    Instant newest = Instant.MIN;
    List<TrailEvent> all = new ArrayList<>(history);
    all.addAll(events);
    int step;
    for (int from = 0; from < all.size(); from += step) {
      step = from < history.size() ? Math.min(HISTORY_BATCH, history.size() - from) : batch;
      List<TrailEvent> next = all.subList(from, Math.min(from + step, all.size()));
      pipeline.offer(next);
      for (TrailEvent event : next) {
        newest = event.time().isAfter(newest) ? event.time() : newest;
      }
      pipeline.reach(newest);
      if (restartOften && from + step >= history.size()) {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        pipeline.save(saved);
        pipeline.close();
        pipeline = pipeline(estate, which, kept, cases);
        pipeline.restore(new ByteArrayInputStream(saved.toByteArray()));
      }
    }
    try (EmbeddedPipeline last = pipeline) {
      last.finish();
      if (!last.counts().broken().isEmpty()) {
        throw new AssertionError(name() + ": " + last.counts().broken());
      }
      if (last.counts().late() > 0 || last.counts().cases().changedLate() > 0) {
        throw new AssertionError(name() + ": the test itself offered too late");
      }
      cases.check(this, kept.inOrder(), buildCases(estate, which));
      return kept.inOrder();
    }
  }

  private static BuildCases buildCases(Estate estate, Predicate<Detection> which) {
    return described(estate, which).cases();
  }

  private static DetectionPipeline described(Estate estate, Predicate<Detection> which) {
    List<Detection> detections = Detections.all(estate).stream().filter(which).toList();
    return new DetectionPipeline(
        detections, BaselineSetup.of(estate), FindingPolicy.NONE, Instant.MIN);
  }

  private static EmbeddedPipeline pipeline(
      Estate estate, Predicate<Detection> which, KeptFindings kept, KeptCases cases) {
    EmbeddedPipeline pipeline =
        new EmbeddedPipeline(described(estate, which), LATENESS, 2, 1_000_000);
    pipeline.onFinding(kept);
    pipeline.onCase(finding -> true, cases);
    return pipeline;
  }
}
