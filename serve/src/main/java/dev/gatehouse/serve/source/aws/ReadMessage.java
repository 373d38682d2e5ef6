package dev.gatehouse.serve.source.aws;

import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.SourceClock;
import dev.gatehouse.serve.source.Lateness;
import dev.gatehouse.serve.source.SourceCounts;
import dev.gatehouse.serve.source.UnitReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.model.Message;

/** Reads what one message after the other brings. Not thread-safe. */
final class ReadMessage {
  private final UnitReader reader;
  private final ReadObject read;
  private final Intake intake;
  private final SourceClock clock;
  private final Lateness lateness;
  private final SourceCounts counts;
  private final Receipts receipts;

  ReadMessage(
      UnitReader reader,
      ReadObject read,
      Intake intake,
      SourceClock clock,
      Lateness lateness,
      SourceCounts counts,
      Receipts receipts) {
    this.reader = reader;
    this.read = read;
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
      UnitReader.Read brought =
          reader.read(
              new ByteArrayInputStream(records.text().getBytes(StandardCharsets.UTF_8)),
              message.messageId(),
              false,
              stored -> {
                clock.close(held, lateness.from(stored.latest(), intake.now()));
                receipts.done(message.receiptHandle());
              });
      counts.read(brought.records(), brought.rejected(), intake.now());
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
        read.read(place.bucket(), place.key(), oneLess);
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
}
