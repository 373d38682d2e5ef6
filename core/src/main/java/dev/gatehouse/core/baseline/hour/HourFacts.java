package dev.gatehouse.core.baseline.hour;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.feature.Features;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subject did within one hour: the grain in which baselines learn, forget and are kept on
 * disk.
 *
 * @param hour hours since 1970, UTC
 * @param values what was met, in the order of first meeting; at most {@link Feature#valuesMax} of a
 *     feature
 * @param unseen how many calls brought a value beyond that
 */
public record HourFacts(int hour, CallCounts counts, List<HourValue> values, int unseen) {
  public HourFacts {
    values = List.copyOf(values);
  }

  /** The hour of a moment, counted from 1970 on. */
  public static int hourOf(Instant time) {
    return (int) Math.floorDiv(time.getEpochSecond(), 3600L);
  }

  public static HourFacts begin(int hour) {
    return new HourFacts(hour, CallCounts.NONE, List.of(), 0);
  }

  /**
   * This and one more call.
   *
   * @param slice the five minutes of the hour in which it was made, from 0
   */
  @SuppressWarnings("ReferenceEquality") // the very list: not copied yet
  public HourFacts and(Features more, int slice) {
    List<HourValue> all = null;
    int left = unseen;
    for (Feature feature : FEATURES) {
      String value = more.value(feature);
      if (value == null) {
        continue;
      }
      int at = find(values, feature, value);
      if (at >= 0 && (values.get(at).slices() & 1 << slice) != 0) {
        continue;
      }
      if (at < 0 && count(values, feature) >= feature.valuesMax()) {
        left++;
        continue;
      }
      all = all == null ? new ArrayList<>(values) : all;
      if (at < 0) {
        all.add(new HourValue(feature, value, 1 << slice));
      } else {
        HourValue seen = values.get(at);
        all.set(at, new HourValue(feature, seen.value(), seen.slices() | 1 << slice));
      }
    }
    return new HourFacts(hour, counts.and(more.counts()), all == null ? values : all, left);
  }

  private static final Feature[] FEATURES = Feature.values();

  private static int find(List<HourValue> values, Feature feature, String value) {
    for (int i = 0; i < values.size(); i++) {
      HourValue seen = values.get(i);
      if (seen.feature() == feature && seen.value().equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static int count(List<HourValue> values, Feature feature) {
    int count = 0;
    for (HourValue seen : values) {
      count += seen.feature() == feature ? 1 : 0;
    }
    return count;
  }

  /** This and what came later in the same hour. */
  HourFacts and(HourFacts later) {
    List<HourValue> all = new ArrayList<>(values);
    int left = unseen + later.unseen();
    for (HourValue more : later.values()) {
      int at = find(all, more.feature(), more.value());
      if (at >= 0) {
        int slices = all.get(at).slices() | more.slices();
        all.set(at, new HourValue(more.feature(), more.value(), slices));
      } else if (count(all, more.feature()) < more.feature().valuesMax()) {
        all.add(more);
      } else {
        left++;
      }
    }
    return new HourFacts(hour, counts.and(later.counts()), all, left);
  }

  /** The values of a feature. */
  public List<String> met(Feature feature) {
    List<String> met = List.of();
    for (HourValue seen : values) {
      if (seen.feature() == feature) {
        met = met.isEmpty() ? new ArrayList<>(4) : met;
        met.add(seen.value());
      }
    }
    return met;
  }

  public @Nullable HourValue seen(Feature feature, String value) {
    int at = find(values, feature, value);
    return at < 0 ? null : values.get(at);
  }

  /** How many of a counter there were in the hour. */
  public int of(Counter counter) {
    return counter.of() == null ? counts.of(counter) : count(values, counter.of());
  }

  public int day() {
    return Math.floorDiv(hour, 24);
  }
}
