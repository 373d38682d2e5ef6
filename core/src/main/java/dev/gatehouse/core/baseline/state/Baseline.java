package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.hour.HourFacts;
import dev.gatehouse.core.baseline.statistics.CountMoments;
import dev.gatehouse.core.baseline.statistics.HourProfile;
import dev.gatehouse.core.baseline.statistics.Spread;
import dev.gatehouse.core.stage.FixedList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is normal for one subject, out of its {@link HourFacts} and nothing else: learning the same
 * hours in order gives the same baseline, whoever kept them.
 *
 * @param first hour of the first activity, since 1970
 * @param last hour of the last; also the last hour learned
 * @param days on how many days it was active
 * @param longestBreak most hours between two active ones
 * @param ring its last days, active ones only, none older than {@value #RING_DAYS} days
 * @param moments by the order of {@link Counter}
 * @param values of the features met, in the order of {@link Feature}
 */
@SuppressWarnings("EnumOrdinal") // moments stand in the order of the counters
public record Baseline(
    int first,
    int last,
    int days,
    int longestBreak,
    List<DayCounts> ring,
    HourProfile rhythm,
    List<CountMoments> moments,
    List<FeatureValues> values) {
  public static final int RING_DAYS = 30;

  private static final Counter[] COUNTERS = Counter.values();
  private static final Feature[] FEATURES = Feature.values();

  /** Of a subject never seen. */
  public static final Baseline NONE =
      new Baseline(
          Integer.MIN_VALUE,
          Integer.MIN_VALUE,
          0,
          0,
          List.of(),
          HourProfile.begin(0),
          List.of(),
          List.of());

  public Baseline {
    ring = FixedList.of(ring);
    moments = FixedList.of(moments);
    values = FixedList.of(values);
  }

  public boolean isEmpty() {
    return days == 0;
  }

  /** This and one more hour; an hour not after the last one learned is known already. */
  public Baseline learn(HourFacts facts) {
    if (!isEmpty() && facts.hour() <= last) {
      return this;
    }
    int day = facts.day();
    boolean fresh = isEmpty() || day > Math.floorDiv(last, 24);
    HourProfile before = isEmpty() ? HourProfile.begin(day) : rhythm;
    double factor = before.fading(day);
    List<CountMoments> sums = new ArrayList<>(COUNTERS.length);
    for (Counter counter : COUNTERS) {
      CountMoments known = moments.isEmpty() ? CountMoments.NONE : moments.get(counter.place());
      sums.add(known.and(factor, facts.of(counter)));
    }
    List<FeatureValues> sets = learnValues(facts);
    return new Baseline(
        isEmpty() ? facts.hour() : first,
        facts.hour(),
        days + (fresh ? 1 : 0),
        isEmpty() ? 0 : Math.max(longestBreak, facts.hour() - last),
        learnDay(facts, fresh, sets),
        before.and(facts.hour()),
        sums,
        sets);
  }

  private List<FeatureValues> learnValues(HourFacts facts) {
    List<FeatureValues> all = new ArrayList<>(FEATURES.length);
    int next = 0;
    for (Feature feature : FEATURES) {
      FeatureValues known = null;
      if (next < values.size() && values.get(next).feature() == feature) {
        known = values.get(next++);
      }
      List<String> met = facts.met(feature);
      if (!met.isEmpty()) {
        all.add((known == null ? FeatureValues.none(feature) : known).learn(met, facts.hour()));
      } else if (known != null) {
        all.add(known);
      }
    }
    return all;
  }

  private List<DayCounts> learnDay(HourFacts facts, boolean fresh, List<FeatureValues> sets) {
    int day = facts.day();
    List<DayCounts> all = new ArrayList<>(ring.size() + 1);
    CallCounts counts = facts.counts();
    int before = ring.size();
    if (!fresh && before > 0) {
      before--;
      counts = counts.and(ring.get(before).counts());
    }
    for (int i = 0; i < before; i++) {
      if (ring.get(i).day() > day - RING_DAYS) {
        all.add(ring.get(i));
      }
    }
    all.add(
        new DayCounts(
            day,
            counts.calls(),
            counts.assumptions(),
            counts.callsAfterAssume(),
            counts.denied(),
            since(sets, Feature.TARGET_ROLE, day * 24),
            since(sets, Feature.TARGET_ACCOUNT, day * 24),
            since(sets, Feature.NETWORK, day * 24),
            since(sets, Feature.CALLER, day * 24)));
    return all;
  }

  private static int since(List<FeatureValues> sets, Feature feature, int hour) {
    FeatureValues set = of(sets, feature);
    return set == null ? 0 : set.since(hour);
  }

  private static @Nullable FeatureValues of(List<FeatureValues> sets, Feature feature) {
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).feature() == feature) {
        return sets.get(i);
      }
    }
    return null;
  }

  /** The values of a feature; null if there was none. */
  public @Nullable FeatureValues of(Feature feature) {
    return of(values, feature);
  }

  /** What was learned of a day; null if nothing was. */
  @Nullable DayCounts day(int day) {
    for (int i = ring.size() - 1; i >= 0 && ring.get(i).day() >= day; i--) {
      if (ring.get(i).day() == day) {
        return ring.get(i);
      }
    }
    return null;
  }

  /**
   * Average a day over the {@code days} days before {@code today}, fewer if it is younger; days
   * without activity count.
   */
  public double average(Counter counter, int days, int today) {
    if (isEmpty()) {
      return 0;
    }
    int span = Math.min(days, today - Math.floorDiv(first, 24));
    long sum = 0;
    for (DayCounts day : ring) {
      if (day.day() < today && day.day() >= today - days) {
        sum += day.of(counter);
      }
    }
    return span <= 0 ? 0 : sum / (double) span;
  }

  /** ln P(this many or more within the window that ends in the hour). */
  public double logTail(Counter counter, long count, int windowMinutes, int hour) {
    if (isEmpty()) {
      return CountMoments.NONE.logTail(count, 1);
    }
    if (windowMinutes == Counter.DAY) {
      return logDayTail(counter, count, Math.floorDiv(hour, 24));
    }
    double windowHours = Math.max(1, windowMinutes / 60.0);
    CountMoments sums = moments.get(counter.place());
    double any = (sums.hours() + 0.5) / (rhythm.activeHours() + 1);
    double chance =
        Math.min(1, windowHours * rhythm.chance(HourProfile.slot(hour)) * Math.min(1, any));
    return Math.log(chance) + sums.logTail(count, windowHours);
  }

  private double logDayTail(Counter counter, long count, int today) {
    CountMoments sums = CountMoments.NONE;
    for (DayCounts day : ring) {
      sums = day.day() < today ? sums.and(day.of(counter)) : sums;
    }
    return sums.logTail(count, 1);
  }

  /** Mean and standard deviation over all windows of this length, idle ones included. */
  public Spread spread(Counter counter, int windowMinutes, int today) {
    if (isEmpty()) {
      return Spread.of(0, 0, 0);
    }
    if (windowMinutes == Counter.DAY) {
      double sum = 0;
      double squares = 0;
      for (DayCounts day : ring) {
        double count = day.day() < today ? day.of(counter) : 0;
        sum += count;
        squares += count * count;
      }
      return Spread.of(Math.min(RING_DAYS, today - Math.floorDiv(first, 24)), sum, squares);
    }
    CountMoments sums = moments.get(counter.place());
    double share = windowMinutes / 60.0;
    double hours = 24 * (rhythm.workingDays() + rhythm.weekendDays());
    Spread hourly =
        Spread.of(hours, sums.sum() + sums.hours(), sums.squares() + 2 * sums.sum() + sums.hours());
    return new Spread(hourly.mean() * share, hourly.sigma() * Math.sqrt(share));
  }

  /** What is expected within the window, where there is any. */
  public double expected(Counter counter, int windowMinutes, int today) {
    if (isEmpty()) {
      return 0;
    }
    if (windowMinutes == Counter.DAY) {
      return average(counter, RING_DAYS, today);
    }
    return hourly(counter) * windowMinutes / 60.0;
  }

  /** Mean count of an hour with any, the last weeks weighing most; 0 if there was none. */
  public double hourly(Counter counter) {
    CountMoments sums = moments.isEmpty() ? CountMoments.NONE : moments.get(counter.place());
    return sums.hours() == 0 ? 0 : 1 + sums.sum() / sums.hours();
  }
}
