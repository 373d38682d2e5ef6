package dev.gatehouse.core.rules.kit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names met before, with the days on which they were. Memory of the detections that ask what is
 * new.
 *
 * @param since when the first was met; the epoch before that
 * @param last first moment of the last day on which any was; {@link Instant#MIN} before that
 * @param met at most {@value #MAX}; the one not met for longest goes first, then by name
 */
public record Habits(Instant since, Instant last, Map<String, Met> met) {
  public static final int MAX = 300;

  /** Nothing met. */
  public static final Habits NONE = new Habits(Instant.EPOCH, Instant.MIN, Map.of());

  /**
   * How often a name was met.
   *
   * @param last first moment of the day on which it was met last
   * @param days on how many days it was, counted to a hundred
   */
  public record Met(Instant last, int days) {}

  public Habits {
    met = Map.copyOf(met);
  }

  /** Whether the name was not met within {@code days} before. */
  public boolean isNew(String name, Instant time, int days) {
    return isRare(name, time, days, 1);
  }

  /**
   * Whether the name was met on fewer than {@code daysMin} earlier days, the last of them within
   * {@code days}. With two, what an intruder did once is not yet a habit.
   */
  public boolean isRare(String name, Instant time, int days, int daysMin) {
    Met old = met.get(name);
    if (old == null || old.last().plus(days + 1L, ChronoUnit.DAYS).isBefore(time)) {
      return true;
    }
    boolean today = old.last().equals(time.truncatedTo(ChronoUnit.DAYS));
    return daysMin > 1 && old.days() - (today ? 1 : 0) < daysMin;
  }

  /** Whether there are fewer than {@code days} of history, so that all seems new. */
  public boolean isLearning(Instant time, int days) {
    return since.equals(Instant.EPOCH) || since.plus(days, ChronoUnit.DAYS).isAfter(time);
  }

  /**
   * The chance that the next name met on a day is a new one, by what was met before today: the
   * share of those met on one day only, as Good and Turing estimate what was not seen yet. 1
   * without history.
   */
  public double novelty(Instant time) {
    Instant today = time.truncatedTo(ChronoUnit.DAYS);
    int once = 0;
    int all = 0;
    for (Met one : met.values()) {
      int days = one.days() - (one.last().equals(today) ? 1 : 0);
      once += days == 1 ? 1 : 0;
      all += days;
    }
    return (once + 1.0) / (all + 1.0);
  }

  /** With the name met; the same where it was met that day already. */
  public Habits and(String name, Instant time) {
    Met old = met.get(name);
    long since1970 = Math.floorDiv(time.getEpochSecond(), 86_400L) * 86_400;
    if (old != null && old.last().getEpochSecond() == since1970) {
      return this;
    }
    Instant day = Instant.ofEpochSecond(since1970);
    Map<String, Met> more = new TreeMap<>(met);
    more.put(name, new Met(day, old == null ? 1 : Math.min(100, old.days() + 1)));
    if (more.size() > MAX) {
      more.entrySet().stream()
          .min(Comparator.comparing(each -> each.getValue().last()))
          .map(Map.Entry::getKey)
          .ifPresent(more::remove);
    }
    return new Habits(
        since.equals(Instant.EPOCH) ? time : since, day.isAfter(last) ? day : last, more);
  }
}
