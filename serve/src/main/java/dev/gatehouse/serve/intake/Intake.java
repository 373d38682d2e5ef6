package dev.gatehouse.serve.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes pieces from all sources, writes them to the log many at a time, and tells each source when
 * its piece is durable. A source waits while too much waits to be written: nothing is dropped.
 */
public final class Intake implements AutoCloseable {
  private static final int FRAME_BYTES_MAX = 4 << 20;
  private static final long WAITING_BYTES_MAX = 32L << 20;
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** After so long without input the floor is written by itself if it has moved. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final IntakeLog log;
  private final Journal journal;
  private final Frontier frontier;
  private final Clock clock;
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private final Thread thread;
  private long waitingBytes;
  private boolean closed;
  private volatile @Nullable String failure;

  /** The frame that is in the log and not in the journal yet, which is tried again; 0 for none. */
  private long appended;

  /** Begins to write; the journal is brought up to the end of the log first. */
  public Intake(IntakeLog log, Journal journal, Frontier frontier, Clock clock) throws IOException {
    this.log = log;
    this.journal = journal;
    this.frontier = frontier;
    this.clock = clock;
    catchUp();
    thread = new Thread(this::run, "gatehouse-intake");
    thread.setDaemon(true);
    thread.start();
  }

  private void catchUp() throws IOException {
    long last = log.last();
    try (IntakeLog.Reader reader = log.read(Math.max(journal.position() + 1, log.first()))) {
      while (reader.number() <= last) {
        Frame frame = reader.next(Duration.ZERO);
        if (frame == null) {
          break;
        }
        journal.add(frame.number(), frame.pieces());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The clock of a source. */
  public SourceClock clock() {
    return frontier.clock();
  }

  /** No record of an earlier time comes any more, of any source. */
  public Instant floor() {
    return frontier.floor();
  }

  /** Whether the unit was taken in before. */
  public boolean knows(String source, String unit) throws IOException {
    return journal.knows(source, unit);
  }

  /** The time by which what is taken in is stamped. */
  public Instant now() {
    return clock.instant();
  }

  /** Why nothing can be written at present, in one sentence; null if all is well. */
  public @Nullable String failure() {
    return failure;
  }

  /** Bytes that wait to be written. */
  public synchronized long waitingBytes() {
    return waitingBytes;
  }

  /** Hands over a piece; waits while too much waits. */
  public synchronized void put(Delivery delivery) throws InterruptedException {
    while (waitingBytes >= WAITING_BYTES_MAX && !closed) {
      wait();
    }
    if (closed) {
      throw new InterruptedException("The intake is closed.");
    }
    waiting.add(delivery);
    waitingBytes += size(delivery);
    notifyAll();
  }

  private static long size(Delivery delivery) {
    return delivery.records().length + 256L + 512L * delivery.piece().rejected().size();
  }

  private void run() {
    List<Delivery> frame = new ArrayList<>();
    try {
      while (true) {
        if (frame.isEmpty() && !take(frame)) {
          return;
        }
        try {
          write(frame);
          failure = null;
          frame.clear();
        } catch (IOException | RuntimeException e) {
          failure = "What comes in cannot be written to the data folder: " + e.getMessage() + ".";
          pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes what waits, up to a frame; nothing if only the floor has moved. False at the end. */
  private synchronized boolean take(List<Delivery> frame) throws InterruptedException {
    while (waiting.isEmpty()) {
      if (closed) {
        return false;
      }
      wait(QUIET.toMillis());
      if (waiting.isEmpty() && !closed && hour(frontier.floor()).isAfter(hour(log.floor()))) {
        return true;
      }
    }
    int bytes = 0;
    while (!waiting.isEmpty() && bytes < FRAME_BYTES_MAX) {
      Delivery delivery = waiting.remove();
      frame.add(delivery);
      bytes += (int) size(delivery);
    }
    waitingBytes -= bytes;
    notifyAll();
    return true;
  }

  private static Instant hour(Instant time) {
    return time.equals(Instant.MIN) ? time : time.truncatedTo(ChronoUnit.HOURS);
  }

  private void write(List<Delivery> frame) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    List<Piece> pieces = new ArrayList<>(frame.size());
    for (Delivery delivery : frame) {
      records.writeBytes(delivery.records());
      pieces.add(delivery.piece());
    }
    // These pieces still hold the floor: it is let go only once they are durable.
    if (appended == 0) {
      appended = log.append(now(), frontier.floor(), pieces, records.toByteArray());
    }
    journal.add(appended, pieces);
    appended = 0;
    frame.forEach(delivery -> delivery.stored().run());
  }

  private synchronized void pause() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("The intake is closed.");
    }
    long from = System.nanoTime();
    long left = RETRY.toNanos();
    while (left > 0 && !closed) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = RETRY.toNanos() - (System.nanoTime() - from);
    }
  }

  /** Writes what waits, then ends. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
