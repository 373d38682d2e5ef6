package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.Skipped;
import dev.gatehouse.trail.read.TrailSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one file, decoded.
 *
 * @param lacking what tables lack, by file
 * @param heldBytes rough memory of the events
 * @param bytes read from the disk for it
 * @param opened whether records were looked for in the file; false for a file known by its key, or
 *     one that cannot be opened
 * @param last whether the file ends with it
 */
record Chunk(
    List<TrailEvent> events,
    List<Rejected> rejected,
    List<Skipped> skipped,
    Map<String, String> lacking,
    long heldBytes,
    long bytes,
    boolean opened,
    boolean last) {

  /** Rough memory of an event: what is its own, not what it shares with others. */
  static int heldBytes(TrailEvent event) {
    int chars = event.id().length();
    chars += length(event.requestParameters()) + length(event.responseElements());
    chars += length(event.additionalEventData()) + length(event.resources());
    chars += length(event.serviceEventDetails()) + length(event.errorMessage());
    return 400 + chars;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  /** Gathers what a reader finds. */
  static final class Builder implements TrailSink {
    private List<TrailEvent> events = new ArrayList<>();
    private List<Rejected> rejected = new ArrayList<>();
    private List<Skipped> skipped = new ArrayList<>();
    private Map<String, String> lacking = Map.of();
    private long heldBytes;

    @Override
    public void event(TrailEvent event, RecordBytes raw) {
      events.add(event);
      heldBytes += Chunk.heldBytes(event);
    }

    @Override
    public void rejected(Rejected rejection) {
      rejected.add(rejection);
    }

    @Override
    public void skipped(String file, Skipped kind) {
      skipped.add(kind);
    }

    @Override
    public void lacking(String file, String fields) {
      lacking = new HashMap<>(lacking);
      lacking.put(file, fields);
    }

    int size() {
      return events.size() + rejected.size() + skipped.size();
    }

    Chunk take(long bytes, boolean opened, boolean last) {
      Chunk chunk = new Chunk(events, rejected, skipped, lacking, heldBytes, bytes, opened, last);
      events = new ArrayList<>();
      rejected = new ArrayList<>();
      skipped = new ArrayList<>();
      lacking = Map.of();
      heldBytes = 0;
      return chunk;
    }
  }
}
