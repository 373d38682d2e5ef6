package dev.gatehouse.serve.source.aws;

import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.SourceClock;
import dev.gatehouse.serve.source.BucketSettings;
import dev.gatehouse.serve.source.Lateness;
import dev.gatehouse.serve.source.Source;
import dev.gatehouse.serve.source.SourceCounts;
import dev.gatehouse.serve.source.SourceState;
import dev.gatehouse.serve.source.UnitReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket that is listed again and again. What was read stands in the journal, by key and content:
 * keys do not come in the order of delivery, so the last key read would say nothing.
 */
public final class BucketSource implements Source {
  /** Of more objects the rest are read after the next listing; until then the floor is held. */
  private static final int DUE_MAX = 100_000;

  private static final long RETRY_SECONDS = 10;

  private final BucketSettings settings;
  private final S3Client s3;
  private final ReadObject reader;
  private final Intake intake;
  private final SourceClock clock;
  private final SourceCounts counts;
  private final Thread thread;
  private @Nullable String failure;
  private volatile boolean closed;

  /** A source over the bucket that the settings name. */
  public BucketSource(BucketSettings settings, Intake intake, Lateness lateness) {
    this(settings, new Aws(settings.region(), settings.endpoint()).s3(), intake, lateness);
  }

  BucketSource(BucketSettings settings, S3Client s3, Intake intake, Lateness lateness) {
    this.settings = settings;
    this.s3 = s3;
    this.intake = intake;
    this.clock = intake.clock();
    this.counts = new SourceCounts(settings.name(), "bucket");
    this.reader =
        new ReadObject(
            new UnitReader(name(), intake), new S3ObjectStore(s3), intake, clock, lateness, counts);
    thread = new Thread(this::run, "gatehouse-bucket");
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

  private record Due(String key, @Nullable Instant delivered) {}

  private void run() {
    try {
      while (!closed) {
        long pause = settings.every().toSeconds();
        try {
          failure = null;
          if (readNew()) {
            pause = 0;
          }
          counts.failure(failure);
        } catch (SdkException e) {
          fail("cannot be listed: " + Aws.words(e));
          pause = Math.min(pause, RETRY_SECONDS);
        } catch (IOException e) {
          fail("cannot be followed: " + e.getMessage());
          pause = Math.min(pause, RETRY_SECONDS);
        } catch (RuntimeException e) {
          // A fault of ours, or of the store: it is told, and the source goes on.
          fail("cannot be followed: " + e);
          pause = Math.min(pause, RETRY_SECONDS);
        }
        TimeUnit.SECONDS.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(String what) {
    counts.failure("The bucket `" + settings.bucket() + "` " + what + ".");
  }

  /** Whether there was more than is read at once. */
  private boolean readNew() throws IOException, InterruptedException {
    List<Due> due = new ArrayList<>();
    boolean isMore = false;
    for (S3Object object :
        s3.listObjectsV2Paginator(list -> list.bucket(settings.bucket()).prefix(settings.prefix()))
            .contents()) {
      String tag = Objects.requireNonNullElse(object.eTag(), "").replace("\"", "");
      if (closed || intake.knows(name(), reader.unit(settings.bucket(), object.key(), tag))) {
        continue;
      }
      if (due.size() == DUE_MAX) {
        isMore = true;
        break;
      }
      due.add(new Due(object.key(), ReadObject.delivered(object.key())));
    }
    clock.hold(isMore);
    // What says when it was delivered comes in that order; all of it holds the floor from now on.
    due.sort(
        Comparator.comparing(
                (Due one) -> Objects.requireNonNullElse(one.delivered(), Instant.EPOCH))
            .thenComparing(Due::key));
    List<Instant> held = due.stream().map(one -> reader.hold(one.key())).toList();
    int done = 0;
    try {
      for (Due one : due) {
        counts.waiting(due.size() - done);
        try {
          reader.read(settings.bucket(), one.key(), () -> {});
        } catch (IOException e) {
          failure = e.getMessage(); // the others go on; it is read after the next listing
        }
        clock.close(held.get(done++), Instant.MIN);
      }
    } finally {
      counts.waiting(due.size() - done);
      while (done < held.size()) {
        clock.close(held.get(done++), Instant.MIN);
      }
    }
    return isMore;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    s3.close();
  }
}
