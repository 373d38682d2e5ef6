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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/** Reads what one message after the other brings. Not thread-safe. */
final class ReadMessage {
  private final UnitReader reader;
  private final ObjectStore objects;
  private final Intake intake;
  private final SourceClock clock;
  private final Lateness lateness;
  private final SourceCounts counts;
  private final Receipts receipts;

  ReadMessage(
      UnitReader reader,
      ObjectStore objects,
      Intake intake,
      SourceClock clock,
      Lateness lateness,
      SourceCounts counts,
      Receipts receipts) {
    this.reader = reader;
    this.objects = objects;
    this.intake = intake;
    this.clock = clock;
    this.lateness = lateness;
    this.counts = counts;
    this.receipts = receipts;
  }

  void read(Message message) throws InterruptedException {
    QueueBody body = QueueBody.of(message.body());
    Instant held = clock.openHere(intake.floor());
    if (body instanceof QueueBody.Objects found) {
      read(message, found.places(), held);
    } else if (body instanceof QueueBody.Records records) {
      read(message, records, held);
    } else {
      clock.close(held, Instant.MIN);
      receipts.done(message.receiptHandle());
    }
  }

  private void read(Message message, QueueBody.Records records, Instant held)
      throws InterruptedException {
    try {
      UnitReader.Read read =
          reader.read(
              new ByteArrayInputStream(records.text().getBytes(StandardCharsets.UTF_8)),
              message.messageId(),
              false,
              stored -> {
                clock.close(held, lateness.from(stored.latest(), intake.now()));
                receipts.done(message.receiptHandle());
              });
      counts.read(read.records(), read.rejected(), intake.now());
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot be read.", e);
    }
  }

  /** Objects hold the floor each for itself; the message is deleted after the last of them. */
  private void read(Message message, List<QueueBody.Place> places, Instant held)
      throws InterruptedException {
    AtomicInteger left = new AtomicInteger(places.size() + 1);
    Runnable oneLess =
        () -> {
          if (left.decrementAndGet() == 0) {
            receipts.done(message.receiptHandle());
          }
        };
    boolean isLeft = false;
    for (QueueBody.Place place : places) {
      try {
        read(place, oneLess);
      } catch (ObjectStore.GoneException e) {
        setAside(place, e, oneLess);
      } catch (IOException e) {
        counts.failure(String.valueOf(e.getMessage()));
        isLeft = true; // it comes again
      }
    }
    clock.close(held, Instant.MIN);
    if (isLeft) {
      receipts.left(message.receiptHandle());
    } else {
      oneLess.run();
    }
  }

  private void read(QueueBody.Place place, Runnable oneLess)
      throws IOException, InterruptedException {
    String address = "s3://" + place.bucket() + "/" + place.key();
    if (TrailFile.byKey(place.key()) != null) {
      oneLess.run();
      return;
    }
    try (ObjectStore.Opened object = objects.open(place.bucket(), place.key())) {
      String unit = address + "@" + object.version();
      if (intake.knows(counts.name(), unit)) {
        oneLess.run();
        return;
      }
      Instant delivered = delivered(place.key());
      Instant floor = intake.floor();
      Instant held =
          delivered == null ? clock.openHere(floor) : clock.open(lateness.before(delivered));
      boolean isTaken = false;
      try {
        UnitReader.Read read =
            reader.read(
                object.in(),
                unit,
                true,
                stored -> {
                  clock.close(
                      held,
                      lateness.from(delivered == null ? stored.latest() : delivered, intake.now()));
                  oneLess.run();
                });
        isTaken = true;
        counts.read(read.records(), read.rejected(), intake.now());
      } finally {
        if (!isTaken) {
          clock.close(held, Instant.MIN);
        }
      }
    }
  }

  private void setAside(QueueBody.Place place, IOException cause, Runnable oneLess)
      throws InterruptedException {
    String address = "s3://" + place.bucket() + "/" + place.key();
    Rejected rejected =
        new Rejected(
            address, 0, Reason.UNREADABLE, String.valueOf(cause.getMessage()), new byte[0]);
    counts.read(0, 1, intake.now());
    intake.put(
        new Delivery(
            new Piece(counts.name(), address, 0, List.of(rejected), true, false),
            new byte[0],
            oneLess));
  }

  /** When an object was delivered, as its key tells; null if it does not. */
  private static @Nullable Instant delivered(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1).replace('\0', '_');
    return TrailFile.of(name, Path.of(name)).delivered();
  }
}
