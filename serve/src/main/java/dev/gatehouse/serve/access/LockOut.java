package dev.gatehouse.serve.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes guessing passwords slow. After five wrong ones for a name from one network the name is
 * closed to that network for a minute, then two, four, up to fifteen; after fifty from anywhere it
 * is closed to all for fifteen. So somebody who guesses elsewhere does not keep the user out at
 * once, and nobody gets more than some thousand guesses a day. Names that do not exist are treated
 * alike. Kept in memory: 20,000 pairs, the longest unused forgotten.
 */
public final class LockOut {
  static final int TRIES_FROM_ONE = 5;
  static final int TRIES_FROM_ALL = 50;
  private static final int KEPT_MAX = 20_000;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);

  private record Tries(int failed, Instant last, Instant closedUntil) {}

  private static final Tries NONE = new Tries(0, Instant.MIN, Instant.MIN);

  private final Clock clock;
  private final Newest<Tries> kept = new Newest<>(KEPT_MAX);

  LockOut(Clock clock) {
    this.clock = clock;
  }

  /** For how many seconds nobody may try this name from there; 0 if one may. */
  synchronized long closedSeconds(String name, String network) {
    Instant now = clock.instant();
    return Math.max(seconds(now, pair(name, network)), seconds(now, name));
  }

  private long seconds(Instant now, String key) {
    Instant until = kept.getOrDefault(key, NONE).closedUntil();
    return until.isAfter(now) ? Math.max(1, Duration.between(now, until).toSeconds()) : 0;
  }

  synchronized void failed(String name, String network) {
    count(pair(name, network), TRIES_FROM_ONE);
    count(name, TRIES_FROM_ALL);
  }

  private void count(String key, int free) {
    Instant now = clock.instant();
    Tries before = kept.getOrDefault(key, NONE);
    boolean isOld = before.last().isBefore(now.minus(FORGIVEN_AFTER));
    int failed = isOld ? 1 : before.failed() + 1;
    Instant until = Instant.MIN;
    if (failed >= free) {
      int doublings = Math.min(failed - free, 4);
      Duration closed = free == TRIES_FROM_ALL ? LONGEST : Duration.ofMinutes(1L << doublings);
      until = now.plus(closed.compareTo(LONGEST) > 0 ? LONGEST : closed);
    }
    kept.put(key, new Tries(failed, now, until));
  }

  synchronized void succeeded(String name, String network) {
    kept.remove(pair(name, network));
  }

  private static String pair(String name, String network) {
    return name + " from " + network;
  }
}
