package dev.gatehouse.core.rules.volume;

import dev.gatehouse.core.finding.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of {@link ShortSessions} for one caller. Its size does not grow with the number of its
 * sessions.
 *
 * @param first when it assumed a role for the first time
 * @param last when for the last
 * @param assumptions on earlier days
 * @param shorts those of the shortest length among them
 * @param shortDays on how many earlier days there was such a one
 * @param today assumptions of today
 * @param recent the last short ones, at most {@value #RECENT_MAX}
 * @param evidence of what is said of today; none if nothing is
 * @param raised when it was said
 */
public record Shorts(
    Instant first,
    Instant last,
    long assumptions,
    long shorts,
    int shortDays,
    int days,
    long today,
    long shortToday,
    List<Used> recent,
    Evidence evidence,
    Instant raised) {
  static final int RECENT_MAX = 64;
  private static final int FORGET_DAYS = 60;

  /** Nothing seen. */
  static final Shorts NONE =
      new Shorts(
          Instant.EPOCH, Instant.EPOCH, 0, 0, 0, 0, 0, 0, List.of(), Evidence.NONE, Instant.EPOCH);

  /** A short session. */
  public record Used(String id, Instant time) {}

  public Shorts {
    recent = List.copyOf(recent);
  }

  boolean isEmpty() {
    return last.equals(Instant.EPOCH);
  }

  Instant expires() {
    return isEmpty() ? Instant.MIN : last.plus(Duration.ofDays(FORGET_DAYS));
  }

  /** Chance that an assumption is a short one, by earlier days; Jeffreys' prior. */
  double share() {
    return (shorts + 0.5) / (assumptions + 1.0);
  }

  /** This as of a later moment, before what happens then. */
  Shorts at(Instant time) {
    if (!time.isBefore(expires())) {
      return NONE;
    }
    boolean sameDay = !isEmpty() && !time.truncatedTo(ChronoUnit.DAYS).isAfter(last);
    if (isEmpty() || sameDay) {
      return this;
    }
    return new Shorts(
        first,
        last,
        assumptions + today,
        shorts + shortToday,
        shortDays + (shortToday > 0 ? 1 : 0),
        days + 1,
        0,
        0,
        List.of(),
        Evidence.NONE,
        Instant.EPOCH);
  }

  Shorts and(String id, Instant time, boolean isShort, Duration window) {
    List<Used> more = recent;
    if (isShort) {
      more = new ArrayList<>(recent);
      more.removeIf(used -> used.time().isBefore(time.minus(window)));
      if (more.size() == RECENT_MAX) {
        more.remove(0);
      }
      more.add(new Used(id, time));
    }
    return new Shorts(
        isEmpty() ? time : first,
        time,
        assumptions,
        shorts,
        shortDays,
        days,
        today + 1,
        shortToday + (isShort ? 1 : 0),
        more,
        evidence,
        raised);
  }

  Shorts saying(Evidence of, Instant since) {
    return new Shorts(
        first, last, assumptions, shorts, shortDays, days, today, shortToday, recent, of, since);
  }
}
