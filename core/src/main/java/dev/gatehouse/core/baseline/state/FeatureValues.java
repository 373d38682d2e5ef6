package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.stage.FixedList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one feature that a subject's history holds.
 *
 * @param known at most {@link Feature#valuesMax}; beyond it the one not met for longest is
 *     forgotten
 * @param hours in how many hours there was any value of it
 * @param novelHours in how many of these there was a new one
 * @param forgotten how many values had to be forgotten for room
 */
public record FeatureValues(
    Feature feature, List<ValueStats> known, int hours, int novelHours, int forgotten) {
  private static final Comparator<ValueStats> FORGET_FIRST =
      Comparator.comparingInt(ValueStats::last)
          .thenComparingInt(known -> known.value().hashCode())
          .thenComparing(ValueStats::value);

  private static final Comparator<ValueStats> USUAL_FIRST =
      Comparator.comparingInt(ValueStats::hours).reversed().thenComparing(ValueStats::value);

  public FeatureValues {
    known = FixedList.of(known);
  }

  static FeatureValues none(Feature feature) {
    return new FeatureValues(feature, List.of(), 0, 0, 0);
  }

  @Nullable ValueStats of(String value) {
    int at = find(value);
    return at < 0 ? null : known.get(at);
  }

  private int find(String value) {
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).value().equals(value)) {
        return i;
      }
    }
    return -1;
  }

  /** How many values were met in {@code hour} or later. */
  int since(int hour) {
    int count = 0;
    for (int i = 0; i < known.size(); i++) {
      count += known.get(i).last() >= hour ? 1 : 0;
    }
    return count;
  }

  /** This and the values of one more hour, which is later than those before; not empty. */
  FeatureValues learn(List<String> values, int hour) {
    List<ValueStats> all = new ArrayList<>(known);
    boolean novel = false;
    int gone = forgotten;
    for (String value : values) {
      int at = find(value);
      if (at < 0) {
        novel = true;
        all.add(new ValueStats(value, hour, hour, 1));
      } else {
        ValueStats before = known.get(at);
        novel |= before.weight(hour) < ValueStats.WEIGHT_MIN;
        all.set(at, new ValueStats(value, before.first(), hour, before.hours() + 1));
      }
    }
    while (all.size() > feature.valuesMax()) {
      all.remove(all.stream().min(FORGET_FIRST).orElseThrow());
      gone++;
    }
    return new FeatureValues(feature, all, hours + 1, novelHours + (novel ? 1 : 0), gone);
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
    List<ValueStats> left = new ArrayList<>(known);
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
}
