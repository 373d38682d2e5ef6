package dev.gatehouse.core.baseline;

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
public record HourFacts(int hour, Counts counts, List<Seen> values, int unseen) {
  public HourFacts {
    values = List.copyOf(values);
  }

  static HourFacts begin(int hour) {
    return new HourFacts(hour, Counts.NONE, List.of(), 0);
  }

  /**
   * This and one more call.
   *
   * @param slice the five minutes of the hour in which it was made, from 0
   */
  @SuppressWarnings("ReferenceEquality") // the very list: not copied yet
  HourFacts and(Observation more, int slice) {
    List<Seen> all = null;
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
        all.add(new Seen(feature, value, 1 << slice));
      } else {
        Seen seen = values.get(at);
        all.set(at, new Seen(feature, seen.value(), seen.slices() | 1 << slice));
      }
    }
    return new HourFacts(hour, counts.and(more.counts()), all == null ? values : all, left);
  }

  private static final Feature[] FEATURES = Feature.values();

  private static int find(List<Seen> values, Feature feature, String value) {
    for (int i = 0; i < values.size(); i++) {
      Seen seen = values.get(i);
      if (seen.feature() == feature && seen.value().equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static int count(List<Seen> values, Feature feature) {
    int count = 0;
    for (Seen seen : values) {
      count += seen.feature() == feature ? 1 : 0;
    }
    return count;
  }

  /** The values of a feature. */
  List<String> met(Feature feature) {
    List<String> met = List.of();
    for (Seen seen : values) {
      if (seen.feature() == feature) {
        met = met.isEmpty() ? new ArrayList<>(4) : met;
        met.add(seen.value());
      }
    }
    return met;
  }

  @Nullable Seen seen(Feature feature, String value) {
    int at = find(values, feature, value);
    return at < 0 ? null : values.get(at);
  }

  /** How many of a counter there were in the hour. */
  int of(Counter counter) {
    return counter.of() == null ? counts.of(counter) : count(values, counter.of());
  }

  int day() {
    return Math.floorDiv(hour, 24);
  }
}
