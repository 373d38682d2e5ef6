package dev.gatehouse.serve.evidence;

import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.intake.FrameRecords;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailSink;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows records as they were taken in, but for credentials in them, which are masked. */
public final class RecordReader {
  private final IntakeLog log;
  private final EvidenceStore store;

  /** Finds records by the store and reads them in the log. */
  public RecordReader(IntakeLog log, EvidenceStore store) {
    this.log = log;
    this.store = store;
  }

  /**
   * A record.
   *
   * @param received when it was taken in
   * @param source that brought it
   * @param unit file or message that it came in
   * @param json as it came, credentials masked
   */
  public record Shown(String eventId, Instant received, String source, String unit, String json) {}

  /**
   * The record with this event id.
   *
   * @throws IOException if the log cannot be read, or does not go back so far any more
   */
  public Optional<Shown> find(String eventId) throws IOException {
    Optional<EvidenceStore.Place> place = store.find(eventId);
    return place.isEmpty() ? Optional.empty() : Optional.of(read(eventId, place.get()));
  }

  private Shown read(String eventId, EvidenceStore.Place place) throws IOException {
    Frame frame = log.frame(place.frame());
    Pick pick = new Pick(place.ordinal());
    new FrameRecords().read(frame, pick);
    if (pick.json == null) {
      throw new IOException("The record `" + eventId + "` is not where it should be.");
    }
    String source = "";
    String unit = "";
    int before = 0;
    for (var piece : frame.pieces()) {
      if (place.ordinal() >= before && place.ordinal() < before + piece.records()) {
        source = piece.source();
        unit = piece.unit();
      }
      before += piece.records();
    }
    return new Shown(eventId, frame.received(), source, unit, Credentials.masked(pick.json));
  }

  private static final class Pick implements TrailSink {
    private final int wanted;
    private int ordinal;
    private @Nullable String json;

    Pick(int wanted) {
      this.wanted = wanted;
    }

    @Override
    public void event(TrailEvent event, RecordBytes raw) {
      if (ordinal++ == wanted) {
        json = raw.toString();
      }
    }

    @Override
    public void rejected(Rejected rejected) {}
  }
}
