package dev.gatehouse.core.baseline.anomaly;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.feature.SubjectActivity;
import dev.gatehouse.core.baseline.hour.HourValue;
import dev.gatehouse.core.baseline.state.Baseline;
import dev.gatehouse.core.baseline.state.BaselineState;
import dev.gatehouse.core.baseline.state.FeatureValues;
import dev.gatehouse.core.baseline.state.ValueStats;
import dev.gatehouse.core.baseline.statistics.HourProfile;
import dev.gatehouse.core.baseline.statistics.Spread;
import dev.gatehouse.core.baseline.statistics.Statistics;
import dev.gatehouse.core.stage.Out;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ways in which one call departs from its subject's history, and how unlikely each is.
 *
 * <p>An anomaly is only worth a second look; whether it is enough for a finding is for each
 * detection to decide.
 */
public final class AnomalyScorer {
  /** A count is an anomaly from one in a thousand on. */
  private static final double BITS_MIN = 10;

  /** People ask for mean + 3σ by name, so what is over it is an anomaly too. */
  private static final double SIGMAS_MIN = 3;

  private static final int COUNT_MIN = 3;

  /**
   * Up to here each count is looked at, beyond it sixteen between one power of two and the next.
   */
  private static final int EACH_TO = 64;

  private static final int SILENCE_HOURS = 14 * 24;
  private static final double USUAL_SHARE = 0.9;
  private static final int USUAL_SHOWN = 4;
  private static final int VALUES_SHOWN = 32;

  private final BaselineState before;
  private final BaselineState after;
  private final SubjectActivity in;
  private final long minute;
  private final int hour;
  private final int today;
  private @Nullable List<Out<Anomaly>> found;

  public AnomalyScorer(BaselineState before, BaselineState after, SubjectActivity in, long minute) {
    this.before = before;
    this.after = after;
    this.in = in;
    this.minute = minute;
    this.hour = (int) (minute / 60);
    this.today = Math.floorDiv(hour, 24);
  }

  /**
   * All of them.
   *
   * @param fresh values that were not met in this hour before
   * @param counts what the call counts for
   */
  public List<Out<Anomaly>> anomalies(List<HourValue> fresh, CallCounts counts) {
    for (HourValue seen : fresh) {
      value(seen.feature(), seen.value());
    }
    for (Counter counter : COUNTERS) {
      Feature of = counter.of();
      boolean counted = of == null ? counts.of(counter) > 0 : isAny(fresh, of);
      if (counted) {
        for (int window : counter.windowsMinutes()) {
          count(counter, window);
        }
      }
    }
    if (before.now(hour) == null) {
      rhythm();
      silence();
    }
    return found == null ? List.of() : found;
  }

  private static final Counter[] COUNTERS = Counter.values();

  private static boolean isAny(List<HourValue> fresh, Feature of) {
    for (HourValue seen : fresh) {
      if (seen.feature() == of) {
        return true;
      }
    }
    return false;
  }

  private void value(Feature feature, String value) {
    if (before.knows(feature, value, hour)) {
      return;
    }
    FeatureValues values = before.baseline().of(feature);
    ValueStats once = before.met(feature, value, hour);
    add(
        new Signal(
            Signal.Kind.NEW_VALUE,
            feature,
            null,
            0,
            value,
            values == null ? "" : values.usual(USUAL_SHOWN),
            before.known(feature),
            once == null ? 0 : once.hours(),
            0,
            0,
            0,
            0,
            values == null ? 0 : Statistics.bits(Math.log(chance(values, once)))));
  }

  /** A second day of something new is as likely again as the first. */
  private static double chance(FeatureValues values, @Nullable ValueStats once) {
    return Math.min(1, values.novelty() * (once == null ? 1 : 2));
  }

  private void count(Counter counter, int windowMinutes) {
    int count = after.count(counter, windowMinutes, minute);
    if (count < COUNT_MIN || !isStep(count)) {
      return;
    }
    Baseline baseline = before.baseline();
    boolean always = count >= alwaysFrom(counter, windowMinutes);
    double expected = baseline.expected(counter, windowMinutes, today);
    // Cheap first: what is near the mean is not worth a tail.
    if (!always && !baseline.isEmpty() && count < 1.5 * expected) {
      return;
    }
    double bits = Statistics.bits(baseline.logTail(counter, count, windowMinutes, hour));
    Spread plain = baseline.spread(counter, windowMinutes, today);
    if (always || bits >= BITS_MIN || count > plain.mean() + SIGMAS_MIN * plain.sigma()) {
      add(
          new Signal(
              Signal.Kind.COUNT,
              null,
              counter,
              windowMinutes,
              values(counter, windowMinutes),
              "",
              count,
              expected,
              baseline.average(counter, 7, today),
              baseline.average(counter, Baseline.RING_DAYS, today),
              plain.mean(),
              plain.sigma(),
              bits));
    }
  }

  /** Which values were counted, the first ones, so that a finding can name them. */
  private String values(Counter counter, int windowMinutes) {
    Feature of = counter.of();
    List<String> all = of == null ? List.of() : after.different(of, windowMinutes, minute);
    return String.join(" ", all.subList(0, Math.min(all.size(), VALUES_SHOWN)));
  }

  /** From which count on it is an anomaly whatever the history: limits hold from day one. */
  private static int alwaysFrom(Counter counter, int windowMinutes) {
    return switch (counter) {
      case ASSUMPTIONS -> windowMinutes == 10 ? 50 : Integer.MAX_VALUE;
      case TARGET_ROLES, CALLERS -> 20;
      case TARGET_ACCOUNTS, NETWORKS -> 10;
      case DENIED -> 50;
      case CALLS, CALLS_AFTER_ASSUME -> Integer.MAX_VALUE;
    };
  }

  private static boolean isStep(int count) {
    return count <= EACH_TO || count % (Integer.highestOneBit(count) >> 4) == 0;
  }

  private void rhythm() {
    HourProfile rhythm = before.baseline().rhythm();
    int slot = HourProfile.slot(hour);
    if (!rhythm.isAmong(USUAL_SHARE, slot)) {
      double bits =
          before.baseline().isEmpty() ? 0 : Statistics.bits(Math.log(rhythm.chance(slot)));
      String usual = rhythm.usual(USUAL_SHARE);
      int away = rhythm.distance(USUAL_SHARE, slot);
      int clock = slot % 24;
      add(new Signal(Signal.Kind.RHYTHM, null, null, 0, "", usual, clock, away, 0, 0, 0, 0, bits));
    }
  }

  private void silence() {
    int last = before.lastHour();
    if (last == Integer.MIN_VALUE || hour - last < SILENCE_HOURS) {
      return;
    }
    Baseline baseline = before.baseline();
    // Longer than every break before it: of n + 1 equal breaks the last is the longest one time in
    // n + 1.
    double bits =
        hour - last > baseline.longestBreak()
            ? Statistics.bits(-Math.log(baseline.days() + 1.0))
            : 0;
    add(
        new Signal(
            Signal.Kind.SILENCE,
            null,
            null,
            0,
            "",
            "",
            (hour - last) / 24.0,
            baseline.longestBreak() / 24.0,
            baseline.average(Counter.CALLS, 7, last / 24),
            baseline.average(Counter.CALLS, Baseline.RING_DAYS, last / 24),
            0,
            0,
            bits));
  }

  private void add(Signal signal) {
    Instant time = in.activity().event().time();
    String id = in.activity().event().id() + "/" + signal.name();
    found = found == null ? new ArrayList<>(4) : found;
    found.add(
        new Out<>(
            id,
            time,
            time,
            new Anomaly(in.activity(), in.subject(), signal, history(), PeerComparison.NONE)));
  }

  private SubjectHistory history() {
    Baseline baseline = before.baseline();
    int last = before.lastHour();
    return new SubjectHistory(
        baseline.days(),
        baseline.isEmpty() ? 0 : today - Math.floorDiv(baseline.first(), 24),
        baseline.isEmpty() ? null : Instant.ofEpochSecond(3600L * baseline.first()),
        last == Integer.MIN_VALUE ? null : Instant.ofEpochSecond(3600L * last));
  }
}
