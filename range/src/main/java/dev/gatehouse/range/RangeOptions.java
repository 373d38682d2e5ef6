package dev.gatehouse.range;

import dev.gatehouse.range.org.OrganizationPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to generate.
 *
 * @param seed the same seed and options give the same records
 * @param accounts at least {@link OrganizationPlan#ACCOUNTS_MIN}
 * @param days length of the window
 * @param eventsPerDay records on an ordinary working day, about
 * @param start first day of the window, UTC
 * @param attacks {@code all}, {@code none}, or names with or without a variant: {@code leaked-key},
 *     {@code leaked-key/quiet}
 * @param dataEvents whether object, function and bus calls are recorded
 * @param lateness longest delay until a record is delivered
 * @param slot length of a delivery slot: one file for each account, region and slot in the layout
 *     of an S3 bucket; null for one file a day
 */
public record RangeOptions(
    long seed,
    int accounts,
    int days,
    int eventsPerDay,
    LocalDate start,
    List<String> attacks,
    boolean dataEvents,
    Duration lateness,
    @Nullable Duration slot) {

  /** First day of a window unless told otherwise: a Monday. */
  public static final LocalDate START = LocalDate.of(2026, 3, 2);

  public RangeOptions {
    attacks = List.copyOf(attacks);
    if (accounts < OrganizationPlan.ACCOUNTS_MIN || accounts > 5000) {
      throw new IllegalArgumentException(
          "`--accounts "
              + accounts
              + "` is out of range: give "
              + OrganizationPlan.ACCOUNTS_MIN
              + " to 5000.");
    }
    if (days < 1 || days > 730) {
      throw new IllegalArgumentException("`--days " + days + "` is out of range: give 1 to 730.");
    }
    if (eventsPerDay < 200) {
      throw new IllegalArgumentException(
          "`--events-per-day " + eventsPerDay + "` is too few: give 200 or more.");
    }
    if (lateness.compareTo(Duration.ofMinutes(20)) < 0) {
      throw new IllegalArgumentException("The lateness is too short: give 20 minutes or more.");
    }
  }

  /** The usual options for a size, in the layout of a bucket. */
  public static RangeOptions of(long seed, int accounts, int days, int eventsPerDay) {
    return new RangeOptions(
        seed,
        accounts,
        days,
        eventsPerDay,
        START,
        List.of("all"),
        true,
        Duration.ofHours(2),
        Duration.ofMinutes(5));
  }

  /** With these attacks. */
  RangeOptions withAttacks(List<String> names) {
    return new RangeOptions(
        seed, accounts, days, eventsPerDay, start, names, dataEvents, lateness, slot);
  }

  /** When the window begins. */
  Instant begin() {
    return start.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** When the window ends. */
  Instant end() {
    return begin().plus(Duration.ofDays(days));
  }
}
