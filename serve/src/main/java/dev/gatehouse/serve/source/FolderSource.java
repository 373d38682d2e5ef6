package dev.gatehouse.serve.source;

import dev.gatehouse.serve.intake.Delivery;
import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.Piece;
import dev.gatehouse.serve.intake.SourceClock;
import dev.gatehouse.trail.read.Reason;
import dev.gatehouse.trail.read.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder that fills up, with all folders below it. A file is read once it is quiet: as it was at
 * the look before, or older than two seconds. One that changes afterwards is read again.
 */
public final class FolderSource implements Source {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /** Looking takes at most so large a share of the time. */
  private static final int LOOK_SHARE = 20;

  private static final Duration UNREADABLE_AGAIN = Duration.ofMinutes(1);

  private final FolderSettings settings;
  private final Path folder;
  private final Intake intake;
  private final SourceClock clock;
  private final FolderLook look;
  private final Thread thread;
  private final SourceCounts counts;
  private final Set<String> unreadable = new HashSet<>();

  /** Read, and not durable yet: the intake knows them a moment later. */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  private long unreadableSince = System.nanoTime();
  private volatile boolean closed;

  /** A source over a folder. */
  public FolderSource(FolderSettings settings, Intake intake, Lateness lateness) {
    this.settings = settings;
    this.folder = settings.folder();
    this.intake = intake;
    this.clock = intake.clock();
    this.look = new FolderLook(folder, lateness);
    this.counts = new SourceCounts(name(), "folder");
    thread = new Thread(this::run, "gatehouse-folder");
    thread.setDaemon(true);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public SourceState state() {
    return counts.state();
  }

  private void run() {
    UnitReader reader = new UnitReader(name(), intake);
    try {
      while (!closed) {
        long begin = System.nanoTime();
        boolean any = false;
        try {
          any = readNew(reader);
          counts.failure(null);
        } catch (IOException | UncheckedIOException e) {
          counts.failure("The folder `" + folder + "` cannot be read: " + e.getMessage() + ".");
        } catch (RuntimeException e) {
          // A fault of ours, or of the store: it is told, and the source goes on.
          counts.failure("The folder `" + folder + "` cannot be followed: " + e + ".");
        }
        if (!any) {
          long took = System.nanoTime() - begin;
          Thread.sleep(Math.max(LOOK_EVERY.toMillis(), took * LOOK_SHARE / 1_000_000));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean readNew(UnitReader reader) throws IOException, InterruptedException {
    if (System.nanoTime() - unreadableSince > UNREADABLE_AGAIN.toNanos()) {
      unreadable.clear();
      unreadableSince = System.nanoTime();
    }
    List<FolderLook.Due> due =
        look.quiet(
            intake.now(),
            unit ->
                unreadable.contains(unit) || underWay.contains(unit) || intake.knows(name(), unit));
    // All of them hold the floor before the first is read.
    due.forEach(one -> clock.open(one.earliest()));
    if (!look.hasYoung()) {
      clock.passed(look.fromKnown(intake.now()));
    }
    counts.waiting(due.size());
    long left = due.size();
    for (FolderLook.Due one : due) {
      read(reader, one);
      counts.waiting(--left);
    }
    return !due.isEmpty();
  }

  private void read(UnitReader reader, FolderLook.Due due) throws InterruptedException {
    try (InputStream in = Files.newInputStream(due.path())) {
      underWay.add(due.unit());
      UnitReader.Read read =
          reader.read(
              in,
              due.unit(),
              true,
              stored -> {
                clock.close(due.earliest(), look.from(due, stored.latest(), intake.now()));
                underWay.remove(due.unit());
              });
      counts.read(read.records(), read.rejected(), intake.now());
    } catch (IOException e) {
      underWay.remove(due.unit());
      setAside(due, e);
    }
  }

  private void setAside(FolderLook.Due due, IOException cause) throws InterruptedException {
    if (Files.notExists(due.path())) {
      clock.close(due.earliest(), Instant.MIN);
      return;
    }
    unreadable.add(due.unit());
    Rejected rejected =
        new Rejected(
            due.path().toString(),
            0,
            Reason.UNREADABLE,
            "The file cannot be read: " + cause.getMessage() + ".",
            new byte[0]);
    Piece piece = new Piece(name(), due.unit(), 0, List.of(rejected), true, false);
    counts.read(0, 1, intake.now());
    intake.put(new Delivery(piece, new byte[0], () -> clock.close(due.earliest(), Instant.MIN)));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    join(thread);
  }

  static void join(@Nullable Thread thread) {
    try {
      if (thread != null) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
