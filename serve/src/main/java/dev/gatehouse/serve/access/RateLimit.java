package dev.gatehouse.serve.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often somebody may call: so many at once, and so many a second after that. Of 20,000 callers,
 * the longest unseen is forgotten.
 */
public final class RateLimit {
  private static final int KEPT_MAX = 20_000;
  private static final double NANOS = 1e9;

  private record Bucket(double left, Instant at) {}

  private final Clock clock;
  private final double atOnce;
  private final double aSecond;
  private final Newest<Bucket> kept = new Newest<>(KEPT_MAX);
  private final AtomicLong refused = new AtomicLong();

  public RateLimit(Clock clock, double atOnce, double aSecond) {
    this.clock = clock;
    this.atOnce = atOnce;
    this.aSecond = aSecond;
  }

  /** Takes one; how many seconds to wait if there is none left, else 0. */
  public synchronized long take(String caller) {
    Instant now = clock.instant();
    Bucket before = kept.getOrDefault(caller, new Bucket(atOnce, now));
    double passed = Math.max(0, Duration.between(before.at(), now).toNanos() / NANOS);
    double left = Math.min(atOnce, before.left() + passed * aSecond);
    if (left < 1) {
      kept.put(caller, new Bucket(left, now));
      refused.incrementAndGet();
      return Math.max(1, (long) Math.ceil((1 - left) / aSecond));
    }
    kept.put(caller, new Bucket(left - 1, now));
    return 0;
  }

  /** How many calls were refused. */
  public long refused() {
    return refused.get();
  }
}
