package dev.gatehouse.serve.evidence;

import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.intake.FrameRecords;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.serve.store.EvidenceStore.Evidence;
import dev.gatehouse.serve.store.EvidenceStore.Place;
import dev.gatehouse.serve.store.StoreException;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Follows the intake log beside the pipeline and makes its records findable, so that what this
 * costs delays no finding.
 */
public final class IndexEvidence implements AutoCloseable {
  private static final int BATCH_RECORDS = 5_000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration STORE_AGAIN = Duration.ofSeconds(2);

  private final IntakeLog log;
  private final EvidenceStore store;
  private final FrameRecords records = new FrameRecords();
  private final Thread thread;
  private volatile boolean closed;
  private final AtomicLong duplicates = new AtomicLong();
  private volatile @Nullable String failure;

  /** Over the log, into the store. */
  public IndexEvidence(IntakeLog log, EvidenceStore store) {
    this.log = log;
    this.store = store;
    thread = new Thread(this::run, "gatehouse-evidence");
    thread.setDaemon(true);
  }

  /** Begins where it was left. */
  public void start() {
    thread.start();
  }

  /** Records that were there before, since the start. */
  public long duplicates() {
    return duplicates.get();
  }

  /** Why it does not go on, in one sentence; null if it does. */
  public @Nullable String failure() {
    return failure;
  }

  private void run() {
    long from = Math.max(store.position() + 1, log.first());
    try (IntakeLog.Reader reader = log.read(from)) {
      while (!closed) {
        List<Evidence> batch = new ArrayList<>();
        long position = 0;
        Frame frame = reader.next(LOOK_AGAIN);
        while (frame != null) {
          add(frame, batch);
          position = frame.number();
          frame = batch.size() < BATCH_RECORDS ? reader.next(Duration.ZERO) : null;
        }
        if (position > 0) {
          store(position, batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      failure = "Records are not made findable any more: " + e.getMessage();
    }
  }

  private void add(Frame frame, List<Evidence> batch) {
    records.read(
        frame,
        new TrailSink() {
          private int ordinal;

          @Override
          public void event(TrailEvent event, RecordBytes raw) {
            batch.add(
                new Evidence(
                    new Place(frame.number(), ordinal++),
                    event.id(),
                    event.time().getEpochSecond(),
                    Objects.requireNonNullElse(event.recipientAccountId(), ""),
                    event.call(),
                    SearchText.of(event)));
          }

          @Override
          public void rejected(Rejected rejected) {}
        });
  }

  private void store(long position, List<Evidence> batch) throws InterruptedException {
    while (true) {
      try {
        duplicates.addAndGet(store.add(position, batch));
        failure = null;
        return;
      } catch (StoreException e) {
        failure = e.getMessage();
        if (closed) {
          throw new InterruptedException();
        }
        Thread.sleep(STORE_AGAIN.toMillis());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
