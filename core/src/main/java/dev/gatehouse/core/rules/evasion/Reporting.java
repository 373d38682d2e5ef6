package dev.gatehouse.core.rules.evasion;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * Memory of {@link TrailSilence} for one account: the rhythm of each region, at most {@value
 * #REGIONS_MAX}; further ones are not watched.
 *
 * @param stopped when a trail was last stopped, deleted or narrowed from inside the account; the
 *     epoch if never
 */
public record Reporting(Map<String, Rhythm> regions, Instant stopped, String stoppedBy) {
  static final int REGIONS_MAX = 50;

  /** Nothing seen. */
  public static final Reporting NONE = new Reporting(Map.of(), Instant.EPOCH, "");

  public Reporting {
    regions = Map.copyOf(regions);
  }

  /** With a record of a region in the hour; the same where that hour had one. */
  Reporting heard(String region, Instant time, String id) {
    Rhythm old = regions.get(region);
    if (old == null && regions.size() >= REGIONS_MAX) {
      return this;
    }
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    if (old != null && !hour.isAfter(old.last())) {
      return this;
    }
    Rhythm now =
        old == null
            ? new Rhythm(hour, time, id, 1, 0, false)
            : new Rhythm(
                old.first(),
                time,
                id,
                old.hours() + 1,
                Math.max(old.gapHours(), hours(old.last(), hour) - 1),
                false);
    return with(region, now);
  }

  Reporting with(String region, Rhythm rhythm) {
    Map<String, Rhythm> more = new TreeMap<>(regions);
    more.put(region, rhythm);
    return new Reporting(more, stopped, stoppedBy);
  }

  Reporting stopped(Instant time, String id) {
    return new Reporting(regions, time, id);
  }

  /** Hours that begin between two moments. */
  static long hours(Instant from, Instant to) {
    return Duration.between(from.truncatedTo(ChronoUnit.HOURS), to.truncatedTo(ChronoUnit.HOURS))
        .toHours();
  }
}
