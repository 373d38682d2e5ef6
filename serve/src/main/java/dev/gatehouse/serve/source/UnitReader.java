package dev.gatehouse.serve.source;

import dev.gatehouse.serve.intake.Delivery;
import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.Piece;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailLimits;
import dev.gatehouse.trail.read.TrailReader;
import dev.gatehouse.trail.read.TrailSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads units of a source, whatever container the records come in, and hands them to the intake in
 * pieces. Not thread-safe.
 */
public final class UnitReader {
  private static final int PIECE_BYTES = 1 << 20;
  private static final int REJECTED_MAX = 1000;

  private final String source;
  private final Intake intake;
  private final TrailReader reader = new TrailReader(TrailLimits.DEFAULT);

  /** Reads units of a source into the intake. */
  public UnitReader(String source, Intake intake) {
    this.source = source;
    this.intake = intake;
  }

  /**
   * What a unit held.
   *
   * @param latest time of its last record; {@link Instant#MIN} if it has none
   */
  public record Read(long records, long rejected, Instant latest) {}

  /** Told of a unit that is durable as a whole. */
  @FunctionalInterface
  public interface Stored {
    /** With what it held. */
    void stored(Read read);
  }

  /**
   * Reads a unit to its end.
   *
   * @param remembered whether it is to be known when it comes again
   * @param stored run once all of it is durable; it must not wait
   * @throws IOException if the stream breaks; what came before it is in the intake by then, the
   *     unit is not at its end, and it will have to be read again
   */
  public Read read(InputStream in, String unit, boolean remembered, Stored stored)
      throws IOException, InterruptedException {
    Cut cut = new Cut(unit, remembered);
    try {
      reader.read(in, unit, cut);
    } catch (Stopped stopped) {
      throw new InterruptedException();
    }
    return cut.end(stored);
  }

  private final class Cut implements TrailSink {
    private final String unit;
    private final boolean remembered;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Rejected> rejected = new ArrayList<>();
    private int records;
    private long allRecords;
    private long allRejected;
    private Instant latest = Instant.MIN;

    Cut(String unit, boolean remembered) {
      this.unit = unit;
      this.remembered = remembered;
    }

    @Override
    public void event(TrailEvent event, RecordBytes raw) {
      bytes.writeBytes(raw.copy());
      bytes.write('\n');
      records++;
      allRecords++;
      if (event.time().isAfter(latest)) {
        latest = event.time();
      }
      if (bytes.size() >= PIECE_BYTES) {
        hand(false, () -> {});
      }
    }

    @Override
    public void rejected(Rejected one) {
      rejected.add(one);
      allRejected++;
      if (rejected.size() >= REJECTED_MAX) {
        hand(false, () -> {});
      }
    }

    Read end(Stored stored) throws InterruptedException {
      Read read = new Read(allRecords, allRejected, latest);
      try {
        hand(true, () -> stored.stored(read));
      } catch (Stopped stopped) {
        throw new InterruptedException();
      }
      return read;
    }

    private void hand(boolean ends, Runnable stored) {
      Piece piece = new Piece(source, unit, records, rejected, ends, remembered);
      try {
        intake.put(new Delivery(piece, bytes.toByteArray(), stored));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Stopped();
      }
      bytes.reset();
      rejected.clear();
      records = 0;
    }
  }

  /** The intake takes nothing more: leave a unit half read. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super(null, null, false, false);
    }
  }
}
