package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.estate.inventory.Inventory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the checks look at.
 *
 * @param inventory as of the time asked for; {@code estate.inventory()} or a later one
 * @param use what the trail shows; {@link TrailUse#NONE} without one
 * @param now the moment that ages are counted to
 */
public record Scene(Estate estate, Inventory inventory, TrailUse use, Instant now) {
  /** What counts as long ago: AWS's own and CIS's measure for keys and passwords. */
  static final Duration LONG = Duration.ofDays(90);

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The newest moment that estate or trail tell of; null when they tell of none. */
  public static @Nullable Instant newest(Inventory inventory, TrailUse use) {
    Instant newest = use.last();
    for (AccountInventory account : inventory.accounts()) {
      newest = later(newest, account.asOf());
      for (Credentials each : account.credentials().values()) {
        newest = later(newest, each.passwordLastUsed());
        newest = later(newest, each.passwordLastChanged());
        for (Credentials.AccessKey key : each.keys()) {
          newest = later(later(newest, key.rotated()), key.lastUsed());
        }
      }
    }
    return newest;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isAfter(one)) ? other : one;
  }

  boolean isLongAgo(@Nullable Instant time) {
    return time != null && time.isBefore(now.minus(LONG));
  }

  long daysSince(Instant time) {
    return Math.max(0, Duration.between(time, now).toDays());
  }

  /** The later of what a file says and what the trail shows. */
  Optional<Instant> lastUse(String arn, @Nullable Instant said) {
    return Optional.ofNullable(later(said, use.lastUse(arn).orElse(null)));
  }

  /** {@code 2026-03-01 (12 days ago)}. */
  String ago(Instant time) {
    return DAY.format(time) + " (" + days(daysSince(time)) + " ago)";
  }

  static String days(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  static String reportOf(String account) {
    return "credential report of " + account;
  }
}
