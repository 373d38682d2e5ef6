package dev.gatehouse.serve.source.aws;

import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.SourceClock;
import dev.gatehouse.serve.source.Lateness;
import dev.gatehouse.serve.source.Source;
import dev.gatehouse.serve.source.SourceCounts;
import dev.gatehouse.serve.source.SourceState;
import dev.gatehouse.serve.source.SqsSettings;
import dev.gatehouse.serve.source.UnitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue of SQS: what its messages say of objects in S3, or the records that they carry.
 *
 * <p>A message is deleted once all that it brings is durable. What another server, or this one
 * before it ended, has received and not deleted comes again; until it has, or must have, the floor
 * stays where it is.
 */
public final class SqsSource implements Source {
  private static final int WAIT_SECONDS = 20;
  private static final int MESSAGES_MAX = 10;
  private static final long RETRY_MILLIS = 2_000;
  private static final long HOLD_NANOS_MAX = TimeUnit.MINUTES.toNanos(15);

  private final SqsSettings settings;
  private final SqsClient sqs;
  private final ObjectStore objects;
  private final Intake intake;
  private final SourceClock clock;
  private final Lateness lateness;
  private final SourceCounts counts;
  private final Receipts receipts;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /** A source over the queue that the settings name. */
  public SqsSource(SqsSettings settings, Intake intake, Lateness lateness) {
    this(
        settings,
        new Aws(region(settings), settings.endpoint()).sqs(),
        new S3ObjectStore(new Aws(region(settings), settings.s3Endpoint()).s3()),
        intake,
        lateness);
  }

  private static @Nullable String region(SqsSettings settings) {
    return settings.region() != null ? settings.region() : Aws.regionOf(settings.queue());
  }

  SqsSource(
      SqsSettings settings, SqsClient sqs, ObjectStore objects, Intake intake, Lateness lateness) {
    this.settings = settings;
    this.sqs = sqs;
    this.objects = objects;
    this.intake = intake;
    this.lateness = lateness;
    this.clock = intake.clock();
    this.counts = new SourceCounts(settings.name(), "sqs");
    this.receipts = new Receipts(sqs, settings.queue());
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public void start() {
    clock.hold(true);
    for (int i = 0; i < settings.readers(); i++) {
      thread(this::receive, "gatehouse-sqs-" + i);
    }
    thread(this::settle, "gatehouse-sqs-settle");
  }

  private void thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  @Override
  public SourceState state() {
    return counts.state();
  }

  private void receive() {
    UnitReader units = new UnitReader(name(), intake);
    ReadMessage reader =
        new ReadMessage(
            units,
            new ReadObject(units, objects, intake, clock, lateness, counts),
            intake,
            clock,
            lateness,
            counts,
            receipts);
    try {
      while (!closed) {
        try {
          List<Message> messages =
              sqs.receiveMessage(
                      receive ->
                          receive
                              .queueUrl(settings.queue())
                              .maxNumberOfMessages(MESSAGES_MAX)
                              .waitTimeSeconds(WAIT_SECONDS))
                  .messages();
          counts.failure(null);
          messages.forEach(message -> receipts.taken(message.receiptHandle()));
          for (Message message : messages) {
            reader.read(message);
          }
        } catch (SdkException e) {
          if (closed) {
            return;
          }
          counts.failure(
              "The queue `" + settings.queue() + "` cannot be read: " + Aws.words(e) + ".");
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (RuntimeException e) {
          // A fault of ours, or of the store: it is told, and the queue gives the message again.
          counts.failure("A message of the queue `" + settings.queue() + "` failed: " + e + ".");
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Deletes what is durable, keeps what is being read, and lets the floor go when it may. */
  private void settle() {
    long started = System.nanoTime();
    long visibleNanos = -1;
    boolean isHeld = true;
    long looked = started;
    try {
      while (true) {
        receipts.deleteDone(closed);
        if (closed) {
          return;
        }
        long now = System.nanoTime();
        if (visibleNanos < 0 || now - looked > TimeUnit.SECONDS.toNanos(1)) {
          looked = now;
          try {
            var attributes =
                sqs.getQueueAttributes(
                        get ->
                            get.queueUrl(settings.queue())
                                .attributeNames(
                                    QueueAttributeName.VISIBILITY_TIMEOUT,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                    .attributes();
            int seconds = number(attributes.get(QueueAttributeName.VISIBILITY_TIMEOUT));
            visibleNanos = TimeUnit.SECONDS.toNanos(seconds);
            int waiting = number(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
            int taken =
                number(
                    attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
            counts.waiting(waiting);
            receipts.extend(seconds);
            // What was received before this start has come again, or has had the time to.
            if (isHeld
                && (taken <= receipts.held() || now - started > visibleNanos + visibleNanos)) {
              isHeld = false;
              clock.hold(false);
            }
          } catch (SdkException e) {
            counts.failure(
                "The queue `" + settings.queue() + "` cannot be asked: " + Aws.words(e) + ".");
            // A queue that does not answer does not hold back time for all.
            if (now - started > HOLD_NANOS_MAX) {
              isHeld = false;
              clock.hold(false);
            }
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int number(@Nullable String text) {
    return text == null ? 0 : Integer.parseInt(text);
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    receipts.deleteRest();
    sqs.close();
    objects.close();
  }
}
