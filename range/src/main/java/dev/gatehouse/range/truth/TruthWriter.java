package dev.gatehouse.range.truth;

import dev.gatehouse.policy.json.JsonMap;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes labels, look-alikes and lineage while the events are made, and counts them. */
public final class TruthWriter implements Closeable {
  private final Writer lineages;
  private final Writer labels;
  private final Writer lookAlikes;
  private final Map<String, Span> runs = new HashMap<>();
  private long lineageLines;

  /** A writer into the folder, which is made if need be. */
  public TruthWriter(Path folder) throws IOException {
    Files.createDirectories(folder);
    lineages = new Writer(folder.resolve("lineage.jsonl"));
    labels = new Writer(folder.resolve("labels.jsonl"));
    lookAlikes = new Writer(folder.resolve("lookalikes.jsonl"));
  }

  /**
   * Notes whose credential made an event.
   *
   * @param lineage {@link TrueLineage#json} of the credential
   */
  public void lineage(String eventId, @Nullable String accessKeyId, String lineage) {
    lineageLines++;
    String key = accessKeyId == null ? "null" : '"' + accessKeyId + '"';
    lineages.line(
        "{\"eventID\":\"" + eventId + "\",\"accessKeyId\":" + key + "," + lineage.substring(1));
  }

  /** Notes that an event belongs to an attack or a look-alike. */
  public void label(String eventId, Instant time, Label label) {
    String head = "{\"eventID\":\"" + eventId + "\",\"eventTime\":\"" + time + "\",";
    if (label instanceof Label.Attack attack) {
      labels.line(
          head
              + ("\"campaign\":\"" + attack.run() + "\",\"stage\":\"" + attack.stage())
              + ("\",\"technique\":\"" + attack.technique() + "\"}"));
      count(attack.run(), time);
      count(attack.run() + "#" + attack.stage(), time);
    } else if (label instanceof Label.LookAlike lookAlike) {
      lookAlikes.line(head + "\"lookAlike\":\"" + lookAlike.run() + "\"}");
      count(lookAlike.run(), time);
    }
  }

  /** First and last event of a run or, as {@code run#stage}, of a stage; null if it made none. */
  public @Nullable Span span(String run) {
    return runs.get(run);
  }

  /** Lines of lineage written so far. */
  public long lineageLines() {
    return lineageLines;
  }

  @Override
  public void close() {
    lineages.close();
    labels.close();
    lookAlikes.close();
  }

  private void count(String run, Instant time) {
    runs.merge(run, new Span(time, time, 1), Span::and);
  }

  /** When something began and ended, and of how many events it was. */
  public record Span(Instant start, Instant end, long events) {
    /** Adds a span to an object; null adds that there was nothing. */
    public static JsonMap add(JsonMap object, @Nullable Span span) {
      return span == null
          ? object.and("start", null).and("end", null).and("events", 0L)
          : span.addTo(object);
    }

    /** Adds this span to an object. */
    public JsonMap addTo(JsonMap object) {
      return object.and("start", start.toString()).and("end", end.toString()).and("events", events);
    }

    Span and(Span other) {
      return new Span(
          start.isBefore(other.start) ? start : other.start,
          end.isAfter(other.end) ? end : other.end,
          events + other.events);
    }
  }

  private static final class Writer implements Closeable {
    private final BufferedWriter out;

    Writer(Path file) throws IOException {
      out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    void line(String text) {
      try {
        out.write(text);
        out.write('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
