package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.hour.HourFacts;
import dev.gatehouse.core.baseline.hour.HourValue;
import dev.gatehouse.core.stage.FixedList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one subject.
 *
 * @param baseline what was learned
 * @param pending hours too young to be learned, in order
 * @param recent counts while they happen
 */
public record BaselineState(Baseline baseline, List<HourFacts> pending, RecentCounts recent) {
  public BaselineState {
    pending = FixedList.of(pending);
  }

  /** The facts of {@code hour}, the current one; null if nothing was seen in it yet. */
  public @Nullable HourFacts now(int hour) {
    HourFacts last = pending.isEmpty() ? null : pending.get(pending.size() - 1);
    return last != null && last.hour() == hour ? last : null;
  }

  public BaselineState and(HourFacts now, RecentCounts counts) {
    List<HourFacts> all =
        now(now.hour()) != null
            ? FixedList.replaced(pending, pending.size() - 1, now)
            : FixedList.with(pending, now);
    return new BaselineState(baseline, all, counts);
  }

  /** Hour of the last activity; {@link Integer#MIN_VALUE} if there was none. */
  public int lastHour() {
    return pending.isEmpty() ? baseline.last() : pending.get(pending.size() - 1).hour();
  }

  /** Whether the value belongs to the history or was met earlier this UTC day. */
  public boolean knows(Feature feature, String value, int hour) {
    for (HourFacts facts : pending) {
      if (facts.day() == Math.floorDiv(hour, 24) && facts.has(feature, value)) {
        return true;
      }
    }
    ValueStats known = met(feature, value, hour);
    return known != null && !(feature.needsTwoDays() && known.isOfAnotherDayOnly(hour));
  }

  /** What is remembered of the value; null if that weighs nothing any more. */
  public @Nullable ValueStats met(Feature feature, String value, int hour) {
    FeatureValues values = baseline.of(feature);
    ValueStats known = values == null ? null : values.of(value);
    return known != null && known.weight(hour) >= ValueStats.WEIGHT_MIN ? known : null;
  }

  /** Values of the feature that are known, pending ones included. */
  public int known(Feature feature) {
    FeatureValues values = baseline.of(feature);
    int count = values == null ? 0 : values.known().size();
    for (HourFacts facts : pending) {
      for (HourValue seen : facts.values()) {
        boolean more =
            seen.feature() == feature && (values == null || values.of(seen.value()) == null);
        count += more ? 1 : 0;
      }
    }
    return count;
  }

  /** The count of the window that ends in {@code minute}, since 1970. */
  public int count(Counter counter, int windowMinutes, long minute) {
    int hour = (int) (minute / 60);
    if (counter.of() != null) {
      return different(counter.of(), windowMinutes, minute).size();
    }
    if (windowMinutes != Counter.DAY) {
      return recent.count(counter, windowMinutes, minute);
    }
    int today = Math.floorDiv(hour, 24);
    DayCounts day = baseline.day(today);
    int count = day == null ? 0 : day.of(counter);
    for (HourFacts facts : pending) {
      count += facts.day() == today ? facts.of(counter) : 0;
    }
    return count;
  }

  /** The values of the feature met in the window that ends in {@code minute}, since 1970. */
  public List<String> different(Feature of, int windowMinutes, long minute) {
    boolean day = windowMinutes == Counter.DAY;
    long from =
        day
            ? Math.floorDiv(minute, Counter.DAY) * (Counter.DAY / HourValue.SLICE_MINUTES)
            : minute / HourValue.SLICE_MINUTES - windowMinutes / HourValue.SLICE_MINUTES;
    Set<String> different = new LinkedHashSet<>();
    FeatureValues values = day ? baseline.of(of) : null;
    if (values != null) {
      for (ValueStats known : values.known()) {
        if ((long) known.last() * HourValue.SLICES >= from) {
          different.add(known.value());
        }
      }
    }
    for (HourFacts facts : pending) {
      for (int i = 0; i < facts.values().size(); i++) {
        HourValue seen = facts.values().get(i);
        if (seen.feature() == of && facts.lastSlice(i) >= from) {
          different.add(seen.value());
        }
      }
    }
    return List.copyOf(different);
  }
}
