package dev.gatehouse.serve.watch;

import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.intake.FrameRecords;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.store.Results;
import dev.gatehouse.serve.store.StoreException;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.RecordBytes;
import dev.gatehouse.trail.read.Rejected;
import dev.gatehouse.trail.read.TrailSink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pipeline over the intake log, frame after frame, and stores what it tells.
 *
 * <p>It is a function of the log: how far time has come stands in each frame, no clock is asked. So
 * after a crash it takes up a snapshot, goes through the frames behind it again, and comes to the
 * same. What it tells of frames whose results are stored already is left out, so each is stored
 * once.
 */
public final class Watch implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration STORE_AGAIN = Duration.ofSeconds(2);

  private final IntakeLog log;
  private final Snapshots snapshots;
  private final ResultStore store;
  private final PipelineMaker maker;
  private final WatchOptions options;
  private final SnapshotPace pace;
  private final WatchListener listener;
  private final ResultBuffer told;
  private final FrameRecords records = new FrameRecords();
  private final Thread thread;
  private @Nullable EmbeddedPipeline pipeline;
  private Instant begin = Instant.MAX;
  private Instant newest = Instant.MIN;
  private long position;
  private volatile boolean closed;
  private volatile WatchState state = WatchState.NONE;
  private volatile @Nullable String failure;

  /**
   * @param maker makes the pipeline at the first record
   * @param listener told what happens
   */
  public Watch(
      IntakeLog log,
      Snapshots snapshots,
      ResultStore store,
      PipelineMaker maker,
      WatchOptions options,
      WatchListener listener) {
    this.log = log;
    this.snapshots = snapshots;
    this.store = store;
    this.maker = maker;
    this.options = options;
    this.pace = options.pace();
    this.listener = listener;
    this.told = new ResultBuffer(options.names());
    thread = new Thread(this::run, "gatehouse-watch");
    thread.setDaemon(true);
  }

  /** Takes up the newest snapshot that fits and begins. */
  public void start() throws IOException {
    restore();
    thread.start();
  }

  private void restore() throws IOException {
    long stored = store.position();
    newest = store.newest();
    for (Snapshots.Snapshot snapshot : snapshots.all()) {
      // What a loss of power took from the store has to be told again.
      if (snapshot.position() > stored || snapshot.position() + 1 < log.first()) {
        continue;
      }
      try {
        snapshots.read(
            snapshot,
            (began, in) -> {
              EmbeddedPipeline made = make(began);
              made.restore(in);
              pipeline = made;
              begin = began;
            });
        position = snapshot.position();
        return;
      } catch (IOException e) {
        listener.notice(
            "The snapshot `"
                + snapshot.file().getFileName()
                + "` cannot be taken up ("
                + e.getMessage()
                + "); what it held is computed again from the intake log.");
      }
    }
    position = log.first() - 1;
    if (position > 0) {
      listener.notice(
          "There is no snapshot that fits, and the intake log begins only with frame "
              + log.first()
              + "; what was learned before is lost.");
    }
  }

  private EmbeddedPipeline make(Instant began) {
    EmbeddedPipeline made = maker.make(began);
    made.onFinding(told);
    made.onCase(finding -> true, told);
    return made;
  }

  private void run() {
    try (IntakeLog.Reader reader = log.read(position + 1)) {
      Frame ahead = null;
      while (!closed) {
        Frame first = ahead != null ? ahead : reader.next(LOOK_AGAIN);
        ahead = null;
        if (first == null) {
          quiet();
          continue;
        }
        List<Frame> frames = new ArrayList<>(List.of(first));
        int events = first.recordCount();
        boolean isStored = first.number() <= stored();
        while (events < options.batchEventsMax()) {
          Frame next = reader.next(Duration.ZERO);
          if (next == null) {
            break;
          }
          if (isStored != next.number() <= stored()) {
            ahead = next;
            break;
          }
          frames.add(next);
          events += next.recordCount();
        }
        judge(frames, isStored);
      }
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      failure = "The watch has stopped: " + e;
      listener.broke(e);
    }
  }

  /** Known since the start: only this thread moves it on. */
  private long storedTo = -1;

  private long stored() {
    if (storedTo < 0) {
      storedTo = store.position();
    }
    return storedTo;
  }

  private void judge(List<Frame> frames, boolean isStored)
      throws IOException, InterruptedException {
    List<TrailEvent> events = new ArrayList<>();
    TrailSink sink =
        new TrailSink() {
          @Override
          public void event(TrailEvent event, RecordBytes raw) {
            events.add(event);
          }

          @Override
          public void rejected(Rejected rejected) {
            throw new IllegalStateException("The intake log holds no record: " + rejected + ".");
          }
        };
    frames.forEach(frame -> records.read(frame, sink));
    Frame last = frames.get(frames.size() - 1);
    EmbeddedPipeline running = begun(events);
    if (running != null) {
      running.offer(events);
      if (last.floor().isAfter(Instant.MIN)) {
        // What the pipeline calls reached is lateness behind itself.
        running.reach(last.floor().plus(options.lateness()));
      }
    }
    events.forEach(event -> newest = event.time().isAfter(newest) ? event.time() : newest);
    if (isStored) {
      told.drop();
    } else {
      frames.forEach(told::setAside);
      store(told.take(last.number(), newest));
    }
    position = last.number();
    for (Frame frame : frames) {
      listener.judged(frame, isStored);
    }
    listener.events(events);
    state = new WatchState(position, last.floor(), running == null ? null : running.counts());
    if (pace.isDue(events.size())) {
      snapshot();
    }
  }

  private @Nullable EmbeddedPipeline begun(List<TrailEvent> events) {
    if (pipeline == null && !events.isEmpty()) {
      Instant first = Instant.MAX;
      for (TrailEvent event : events) {
        first = event.time().isBefore(first) ? event.time() : first;
      }
      begin = first;
      pipeline = make(begin);
    }
    return pipeline;
  }

  /** A store that cannot write holds everything back; nothing is passed over. */
  private void store(Results results) throws InterruptedException {
    while (true) {
      try {
        store.apply(results);
        storedTo = results.position();
        failure = null;
        listener.stored(results);
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

  private void quiet() throws IOException {
    if (pace.isDueWhenQuiet()) {
      snapshot();
    }
  }

  private void end() throws IOException {
    if (pace.hasNew()) {
      snapshot();
    }
  }

  private void snapshot() throws IOException {
    EmbeddedPipeline running = pipeline;
    if (running == null || stored() < position) {
      return; // still going through what is stored already
    }
    long from = System.nanoTime();
    try {
      store.sync();
      long bytes = snapshots.write(position, begin, running::save);
      pace.written(System.nanoTime() - from);
      listener.snapshot(bytes, Duration.ofNanos(System.nanoTime() - from));
    } catch (IOException | StoreException e) {
      pace.written(System.nanoTime() - from);
      listener.notice("No snapshot could be written: " + e.getMessage() + ".");
    }
  }

  /** How far it is. */
  public WatchState state() {
    return state;
  }

  /** Why it does not go on, in one sentence; null if it does. */
  public @Nullable String failure() {
    return failure;
  }

  /** Stops after the frames at hand and writes a snapshot. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (pipeline != null) {
      pipeline.close();
    }
  }
}
