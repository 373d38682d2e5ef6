package dev.gatehouse.serve.source.aws;

import dev.gatehouse.serve.intake.Delivery;
import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.Piece;
import dev.gatehouse.serve.intake.SourceClock;
import dev.gatehouse.serve.source.Lateness;
import dev.gatehouse.serve.source.SourceCounts;
import dev.gatehouse.serve.source.UnitReader;
import dev.gatehouse.trail.read.Reason;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one object after the other, those that were not read before. Not thread-safe. */
final class ReadObject {
  private final UnitReader reader;
  private final ObjectStore objects;
  private final Intake intake;
  private final SourceClock clock;
  private final Lateness lateness;
  private final SourceCounts counts;

  ReadObject(
      UnitReader reader,
      ObjectStore objects,
      Intake intake,
      SourceClock clock,
      Lateness lateness,
      SourceCounts counts) {
    this.reader = reader;
    this.objects = objects;
    this.intake = intake;
    this.clock = clock;
    this.lateness = lateness;
    this.counts = counts;
  }

  /** By which the journal knows an object of this content. */
  String unit(String bucket, String key, String version) {
    return "s3://" + bucket + "/" + key + "@" + version;
  }

  /** The floor is held where an object needs it; what is returned closes it. */
  Instant hold(String key) {
    Instant delivered = delivered(key);
    return delivered == null
        ? clock.openHere(intake.floor())
        : clock.open(lateness.before(delivered));
  }

  /**
   * Reads an object; one that is not there is set aside.
   *
   * @param stored run once all of it is durable, or there is nothing to do; it must not wait
   * @throws IOException if it cannot be read at present
   */
  void read(String bucket, String key, Runnable stored) throws IOException, InterruptedException {
    if (TrailFile.byKey(key) != null) {
      stored.run();
      return;
    }
    try (ObjectStore.Opened object = objects.open(bucket, key)) {
      String unit = unit(bucket, key, object.version());
      if (intake.knows(counts.name(), unit)) {
        stored.run();
      } else {
        read(object, unit, key, stored);
      }
    } catch (ObjectStore.GoneException e) {
      setAside("s3://" + bucket + "/" + key, e, stored);
    }
  }

  private void read(ObjectStore.Opened object, String unit, String key, Runnable stored)
      throws IOException, InterruptedException {
    Instant delivered = delivered(key);
    Instant held = hold(key);
    boolean isTaken = false;
    try {
      UnitReader.Read read =
          reader.read(
              object.in(),
              unit,
              true,
              all -> {
                clock.close(
                    held,
                    lateness.from(delivered == null ? all.latest() : delivered, intake.now()));
                stored.run();
              });
      isTaken = true;
      counts.read(read.records(), read.rejected(), intake.now());
    } finally {
      if (!isTaken) {
        clock.close(held, Instant.MIN);
      }
    }
  }

  private void setAside(String address, IOException cause, Runnable stored)
      throws InterruptedException {
    Rejected rejected =
        new Rejected(
            address, 0, Reason.UNREADABLE, String.valueOf(cause.getMessage()), new byte[0]);
    counts.read(0, 1, intake.now());
    intake.put(
        new Delivery(
            new Piece(counts.name(), address, 0, List.of(rejected), true, false),
            new byte[0],
            stored));
  }

  /** When an object was delivered, as its key tells; null if it does not. */
  static @Nullable Instant delivered(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1).replace('\0', '_');
    return TrailFile.of(name, Path.of(name)).delivered();
  }
}
