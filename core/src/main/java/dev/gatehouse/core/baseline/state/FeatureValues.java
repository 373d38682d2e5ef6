package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.stage.FixedList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one feature that a subject's history holds.
 *
 * @param names at most {@link Feature#valuesMax} values; beyond it the one not met for longest is
 *     forgotten
 * @param stats three numbers for each of them, see {@link ValueStats}: the first and the last hour
 *     in which it was met, and in how many it was
 * @param hours in how many hours there was any value of it
 * @param novelHours in how many of these there was a new one
 * @param forgotten how many values had to be forgotten for room
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out changed; equals compares what is in it
public record FeatureValues(
    Feature feature, List<String> names, int[] stats, int hours, int novelHours, int forgotten) {
  private static final Comparator<ValueStats> FORGET_FIRST =
      Comparator.comparingInt(ValueStats::last)
          .thenComparingInt(known -> known.value().hashCode())
          .thenComparing(ValueStats::value);

  private static final Comparator<ValueStats> USUAL_FIRST =
      Comparator.comparingInt(ValueStats::hours).reversed().thenComparing(ValueStats::value);

  private static final int WIDTH = 3;

  public FeatureValues {
    names = FixedList.of(names);
  }

  static FeatureValues none(Feature feature) {
    return new FeatureValues(feature, FixedList.none(), new int[0], 0, 0, 0);
  }

  /** How many values are known. */
  public int size() {
    return names.size();
  }

  String value(int index) {
    return names.get(index);
  }

  int last(int index) {
    return stats[index * WIDTH + 1];
  }

  private ValueStats at(int index) {
    int from = index * WIDTH;
    return new ValueStats(names.get(index), stats[from], stats[from + 1], stats[from + 2]);
  }

  /** The values in the order in which they were learned. */
  public List<ValueStats> known() {
    List<ValueStats> known = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      known.add(at(i));
    }
    return known;
  }

  @Nullable ValueStats of(String value) {
    int at = names.indexOf(value);
    return at < 0 ? null : at(at);
  }

  /** How many values were met in {@code hour} or later. */
  int since(int hour) {
    int count = 0;
    for (int i = 0; i < size(); i++) {
      count += last(i) >= hour ? 1 : 0;
    }
    return count;
  }

  /** This and the values of one more hour, which is later than those before; not empty. */
  FeatureValues learn(List<String> values, int hour) {
    int[] after = stats.clone();
    List<String> fresh = List.of();
    boolean novel = false;
    for (String value : values) {
      int at = names.indexOf(value);
      if (at < 0) {
        novel = true;
        fresh = fresh.isEmpty() ? new ArrayList<>(values.size()) : fresh;
        fresh.add(value);
      } else {
        novel |= at(at).weight(hour) < ValueStats.WEIGHT_MIN;
        after[at * WIDTH + 1] = hour;
        after[at * WIDTH + 2]++;
      }
    }
    int novels = novelHours + (novel ? 1 : 0);
    if (fresh.isEmpty()) {
      return new FeatureValues(feature, names, after, hours + 1, novels, forgotten);
    }
    List<String> all = new ArrayList<>(size() + fresh.size());
    all.addAll(names);
    all.addAll(fresh);
    int[] more = Arrays.copyOf(after, all.size() * WIDTH);
    for (int i = size(); i < all.size(); i++) {
      more[i * WIDTH] = hour;
      more[i * WIDTH + 1] = hour;
      more[i * WIDTH + 2] = 1;
    }
    return new FeatureValues(feature, all, more, hours + 1, novels, forgotten).withinBound();
  }

  private FeatureValues withinBound() {
    if (size() <= feature.valuesMax()) {
      return this;
    }
    List<ValueStats> all = known();
    while (all.size() > feature.valuesMax()) {
      all.remove(all.stream().min(FORGET_FIRST).orElseThrow());
    }
    int[] left = new int[all.size() * WIDTH];
    for (int i = 0; i < all.size(); i++) {
      left[i * WIDTH] = all.get(i).first();
      left[i * WIDTH + 1] = all.get(i).last();
      left[i * WIDTH + 2] = all.get(i).hours();
    }
    List<String> kept = all.stream().map(ValueStats::value).toList();
    return new FeatureValues(
        feature, kept, left, hours, novelHours, forgotten + size() - all.size());
  }

  /**
   * Chance that an hour of this subject brings a new value: novel hours over hours, with the half
   * and half a pseudo-count of Jeffreys' prior (Krichevsky and Trofimov 1981).
   */
  public double novelty() {
    return (novelHours + 0.5) / (hours + 1.0);
  }

  /** The values met in most hours, as text: {@code DE, FR and 3 more}. */
  public String usual(int most) {
    List<ValueStats> left = known();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < most && !left.isEmpty(); i++) {
      ValueStats next = left.get(0);
      for (ValueStats one : left) {
        next = USUAL_FIRST.compare(one, next) < 0 ? one : next;
      }
      left.remove(next);
      text.append(i == 0 ? "" : ", ").append(next.value());
    }
    if (!left.isEmpty()) {
      text.append(" and ").append(left.size()).append(" more");
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureValues values
        && feature == values.feature
        && hours == values.hours
        && novelHours == values.novelHours
        && forgotten == values.forgotten
        && names.equals(values.names)
        && Arrays.equals(stats, values.stats);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * feature.hashCode() + names.hashCode()) + Arrays.hashCode(stats);
  }

  @Override
  public String toString() {
    return "FeatureValues[" + feature + ", " + known() + ", " + hours + " hours]";
  }
}
