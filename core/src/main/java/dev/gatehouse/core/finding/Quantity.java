package dev.gatehouse.core.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Something observed or expected, as data: a number, a range of numbers, or values; a count may
 * name some of what it counted.
 *
 * @param low least of the range; equal to {@code high} for a single number; negative infinity for
 *     none; NaN where there is no number
 * @param high greatest of the range; infinity for none; NaN where there is no number
 * @param values at most {@value #VALUES_MAX}, made safe to show; the first of them if there were
 *     more
 */
public record Quantity(Unit unit, double low, double high, List<String> values) {
  /** Most values kept. */
  public static final int VALUES_MAX = 12;

  /** Nothing to tell. */
  public static final Quantity NONE = new Quantity(Unit.TEXT, Double.NaN, Double.NaN, List.of());

  public Quantity {
    List<String> kept = new ArrayList<>();
    for (String value : values) {
      if (kept.size() < VALUES_MAX) {
        kept.add(Quote.plain(value));
      }
    }
    values = List.copyOf(kept);
  }

  /** A number of a unit. */
  public static Quantity of(Unit unit, double number) {
    return new Quantity(unit, number, number, List.of());
  }

  /** How many. */
  public static Quantity count(double number) {
    return of(Unit.COUNT, number);
  }

  /** How many. */
  public static Quantity count(long number) {
    return count((double) number);
  }

  /** A length of time, to the second. */
  public static Quantity duration(Duration duration) {
    return of(Unit.SECONDS, (double) duration.toSeconds());
  }

  /** How many, and some of them by name. */
  public static Quantity count(double number, Collection<String> values) {
    return new Quantity(Unit.COUNT, number, number, List.copyOf(values));
  }

  /** As many as there are values, which are named. */
  public static Quantity count(Collection<String> values) {
    return count(values.size(), values);
  }

  /** Up to a number. */
  public static Quantity atMost(Unit unit, double number) {
    return new Quantity(unit, Double.NEGATIVE_INFINITY, number, List.of());
  }

  /** Fewer than a whole number. */
  public static Quantity fewerThan(long number) {
    return atMost(Unit.COUNT, number - 1.0);
  }

  /** From a number on. */
  public static Quantity atLeast(Unit unit, double number) {
    return new Quantity(unit, number, Double.POSITIVE_INFINITY, List.of());
  }

  /** Words, calls, names as records have them. */
  public static Quantity text(String... values) {
    return values(Unit.TEXT, List.of(values));
  }

  /** A user, role, person or workload, by its ARN or origin. */
  public static Quantity identity(String arnOrOrigin) {
    return values(Unit.IDENTITY, List.of(arnOrOrigin));
  }

  /** An account by its id. */
  public static Quantity account(String id) {
    return values(Unit.ACCOUNT, List.of(id));
  }

  /** A moment. */
  public static Quantity time(Instant time) {
    return values(Unit.TIME, List.of(time.toString()));
  }

  /** Values of a kind. */
  public static Quantity values(Unit unit, Collection<String> values) {
    return new Quantity(unit, Double.NaN, Double.NaN, List.copyOf(values));
  }

  /** Whether it is a single number. */
  public boolean isNumber() {
    return low == high && !Double.isInfinite(low);
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return Double.isNaN(low) && values.isEmpty();
  }
}
