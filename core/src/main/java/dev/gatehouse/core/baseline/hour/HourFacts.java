package dev.gatehouse.core.baseline.hour;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.feature.Features;
import dev.gatehouse.core.stage.FixedList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subject did within one hour: the grain in which baselines learn, forget and are kept on
 * disk.
 *
 * @param hour hours since 1970, UTC
 * @param values what was met, in the order of first meeting; at most {@link Feature#valuesMax} of a
 *     feature
 * @param slices for each of the values in which five minutes of the hour it was met: bit n stands
 *     for the n-th
 * @param unseen how many calls brought a value beyond that
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out changed; equals compares what is in it
public record HourFacts(
    int hour, CallCounts counts, List<HourValue> values, int[] slices, int unseen) {
  private static final Feature[] FEATURES = Feature.values();
  private static final int[] NO_SLICES = {};

  public HourFacts {
    values = FixedList.of(values);
  }

  /** The hour of a moment, counted from 1970 on. */
  public static int hourOf(Instant time) {
    return (int) Math.floorDiv(time.getEpochSecond(), 3600L);
  }

  public static HourFacts begin(int hour) {
    return new HourFacts(hour, CallCounts.NONE, List.of(), NO_SLICES, 0);
  }

  /**
   * This and one more call.
   *
   * @param slice the five minutes of the hour in which it was made, from 0
   */
  public HourFacts and(Features more, int slice) {
    int bit = 1 << slice;
    int[] met = slices;
    boolean copied = false;
    List<HourValue> fresh = null;
    int left = unseen;
    for (Feature feature : FEATURES) {
      String value = more.value(feature);
      if (value == null) {
        continue;
      }
      int at = find(values, feature, value);
      if (at >= 0) {
        if ((met[at] & bit) == 0) {
          met = copied ? met : slices.clone();
          copied = true;
          met[at] |= bit;
        }
      } else if (count(values, feature) >= feature.valuesMax()) {
        left++;
      } else {
        fresh = fresh == null ? new ArrayList<>(FEATURES.length) : fresh;
        fresh.add(HourValue.of(feature, value));
      }
    }
    CallCounts sum = counts.and(more.counts());
    return fresh == null
        ? new HourFacts(hour, sum, values, met, left)
        : new HourFacts(hour, sum, joined(values, fresh), joined(met, fresh.size(), bit), left);
  }

  private static List<HourValue> joined(List<HourValue> values, List<HourValue> more) {
    if (values.isEmpty()) {
      return more;
    }
    List<HourValue> all = new ArrayList<>(values.size() + more.size());
    all.addAll(values);
    all.addAll(more);
    return all;
  }

  private static int[] joined(int[] slices, int more, int bit) {
    int[] all = Arrays.copyOf(slices, slices.length + more);
    Arrays.fill(all, slices.length, all.length, bit);
    return all;
  }

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
    for (int i = 0; i < values.size(); i++) {
      count += values.get(i).feature() == feature ? 1 : 0;
    }
    return count;
  }

  /** This and what came later in the same hour. */
  HourFacts and(HourFacts later) {
    List<HourValue> all = new ArrayList<>(values);
    int[] met = Arrays.copyOf(slices, slices.length + later.slices.length);
    int left = unseen + later.unseen;
    for (int i = 0; i < later.values.size(); i++) {
      HourValue more = later.values.get(i);
      int at = find(all, more.feature(), more.value());
      if (at >= 0) {
        met[at] |= later.slices[i];
      } else if (count(all, more.feature()) < more.feature().valuesMax()) {
        met[all.size()] = later.slices[i];
        all.add(more);
      } else {
        left++;
      }
    }
    return new HourFacts(hour, counts.and(later.counts), all, Arrays.copyOf(met, all.size()), left);
  }

  /** Bit n is set if there is a value of the n-th feature. */
  public long features() {
    long features = 0;
    for (int i = 0; i < values.size(); i++) {
      features |= 1L << values.get(i).feature().place();
    }
    return features;
  }

  /** The values of a feature. */
  public List<String> met(Feature feature) {
    List<String> met = List.of();
    for (int i = 0; i < values.size(); i++) {
      HourValue seen = values.get(i);
      if (seen.feature() == feature) {
        met = met.isEmpty() ? new ArrayList<>(4) : met;
        met.add(seen.value());
      }
    }
    return met;
  }

  public boolean has(Feature feature, String value) {
    return find(values, feature, value) >= 0;
  }

  /** The last five minutes, counted since 1970, in which the value at {@code index} was met. */
  public long lastSlice(int index) {
    return (long) hour * HourValue.SLICES + 31 - Integer.numberOfLeadingZeros(slices[index]);
  }

  /** How many of a counter there were in the hour. */
  public int of(Counter counter) {
    return counter.of() == null ? counts.of(counter) : count(values, counter.of());
  }

  public int day() {
    return Math.floorDiv(hour, 24);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HourFacts facts
        && hour == facts.hour
        && unseen == facts.unseen
        && counts.equals(facts.counts)
        && values.equals(facts.values)
        && Arrays.equals(slices, facts.slices);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * hour + values.hashCode()) + Arrays.hashCode(slices);
  }

  @Override
  public String toString() {
    return "HourFacts[" + hour + ", " + counts + ", " + values + ", " + unseen + " unseen]";
  }
}
