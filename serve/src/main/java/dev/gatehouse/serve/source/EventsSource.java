package dev.gatehouse.serve.source;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.SourceClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events that an API destination of EventBridge sends. Each is answered once it is durable;
 * EventBridge sends again what was not answered in time.
 */
public final class EventsSource implements Source {
  private static final int SECRET_MIN = 24;

  /** EventBridge waits five seconds. */
  private static final long DURABLE_WITHIN_MILLIS = 4_000;

  private static final int WAITING_BYTES_MAX = 8 << 20;

  private final EventsSettings settings;
  private final Intake intake;
  private final SourceClock clock;
  private final Lateness lateness;
  private final SourceCounts counts;
  private final byte[] secret;

  /**
   * A source with the secret of the settings' file.
   *
   * @throws IOException with one sentence if there is none that will do
   */
  public EventsSource(EventsSettings settings, Intake intake, Lateness lateness)
      throws IOException {
    this.settings = settings;
    this.intake = intake;
    this.clock = intake.clock();
    this.lateness = lateness;
    this.counts = new SourceCounts(settings.name(), "events");
    String text;
    try {
      text = Files.readString(settings.secretFile()).trim();
    } catch (IOException e) {
      throw new IOException("The file `" + settings.secretFile() + "` cannot be read.", e);
    }
    if (text.length() < SECRET_MIN) {
      throw new IOException(
          "The secret in `"
              + settings.secretFile()
              + "` is too short; it needs "
              + SECRET_MIN
              + " characters.");
    }
    secret = text.getBytes(StandardCharsets.UTF_8);
  }

  /** What becomes of an event that was sent. */
  public enum Outcome {
    /** It is durable. */
    TAKEN,
    /** Whoever sent it does not know the secret. */
    REFUSED,
    /** It is no event of AWS in an envelope of EventBridge. */
    WRONG,
    /** It could not be made durable in time; it is to be sent again. */
    BUSY
  }

  /** The last part of the address that events are sent to. */
  public String path() {
    return settings.path();
  }

  /**
   * Takes an event.
   *
   * @param key the secret that came with it; null if none did
   */
  public Outcome take(@Nullable String key, byte[] body) throws InterruptedException {
    // Compared in a time that says nothing of how much of it is right.
    if (key == null || !MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), secret)) {
      return Outcome.REFUSED;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    Map<String, @Nullable Object> envelope;
    try {
      envelope = Json.object(text);
    } catch (JsonException e) {
      return Outcome.WRONG;
    }
    // Anybody may put events of other sources on a bus; only AWS those of `aws.`.
    if (!String.valueOf(envelope.get("source")).startsWith("aws.")
        || !(envelope.get("detail") instanceof Map<?, ?> detail)
        || detail.get("eventVersion") == null) {
      return Outcome.WRONG;
    }
    if (intake.waitingBytes() > WAITING_BYTES_MAX) {
      return Outcome.BUSY;
    }
    CountDownLatch durable = new CountDownLatch(1);
    Instant held = clock.openHere(intake.floor());
    try {
      UnitReader.Read read =
          new UnitReader(name(), intake)
              .read(
                  new ByteArrayInputStream(body),
                  String.valueOf(envelope.get("id")),
                  false,
                  stored -> {
                    clock.close(held, lateness.from(stored.latest(), intake.now()));
                    durable.countDown();
                  });
      counts.read(read.records(), read.rejected(), intake.now());
    } catch (IOException e) {
      throw new IllegalStateException("Memory cannot be read.", e);
    }
    return durable.await(DURABLE_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
        ? Outcome.TAKEN
        : Outcome.BUSY;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public void start() {}

  @Override
  public SourceState state() {
    return counts.state();
  }

  @Override
  public void close() {}
}
