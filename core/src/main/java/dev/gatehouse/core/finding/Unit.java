package dev.gatehouse.core.finding;

import java.util.Locale;

/** What a {@link Quantity} is made of: a number of something, or values of some kind. */
public enum Unit {
  /** Values that stand for themselves: calls, regions, addresses, words. */
  TEXT,
  /** Values are users, roles, people, workloads, by ARN or origin. */
  IDENTITY,
  /** Values are ids of accounts. */
  ACCOUNT,
  /** Values are moments, RFC 3339. */
  TIME,
  /** How many; values, if any, are some of what was counted. */
  COUNT,
  SECONDS,
  MINUTES,
  HOURS,
  DAYS,
  KILOMETRES,
  /** The hour a day's clock shows, 0 to 23, UTC. */
  HOUR_OF_DAY;

  /** Whether quantities of it are numbers. */
  public boolean isNumber() {
    return compareTo(COUNT) >= 0;
  }

  /** The word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
