package dev.gatehouse.core.baseline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link KeepBaseline} for one subject.
 *
 * @param baseline what was learned
 * @param pending hours too young to be learned from, in order
 * @param recent counts while they happen
 */
public record Watch(Baseline baseline, List<HourFacts> pending, Recent recent) {
  public Watch {
    pending = List.copyOf(pending);
  }

  /** The facts of {@code hour}, the newest there can be; null if nothing was seen in it yet. */
  @Nullable HourFacts now(int hour) {
    HourFacts last = pending.isEmpty() ? null : pending.get(pending.size() - 1);
    return last != null && last.hour() == hour ? last : null;
  }

  Watch and(HourFacts now, Recent counts) {
    List<HourFacts> all = new ArrayList<>(pending.size() + 1);
    all.addAll(pending);
    if (now(now.hour()) != null) {
      all.set(all.size() - 1, now);
    } else {
      all.add(now);
    }
    return new Watch(baseline, all, counts);
  }

  /** Hour of the last activity; {@link Integer#MIN_VALUE} if there was none. */
  int lastHour() {
    return pending.isEmpty() ? baseline.last() : pending.get(pending.size() - 1).hour();
  }

  /** Whether the value belongs to the history or was met earlier this UTC day. */
  boolean knows(Feature feature, String value, int hour) {
    for (HourFacts facts : pending) {
      if (facts.day() == Math.floorDiv(hour, 24) && facts.seen(feature, value) != null) {
        return true;
      }
    }
    Known known = met(feature, value, hour);
    return known != null && !(feature.needsTwoDays() && known.isOfAnotherDayOnly(hour));
  }

  /** What is remembered of the value; null if that weighs nothing any more. */
  @Nullable Known met(Feature feature, String value, int hour) {
    Values values = baseline.of(feature);
    Known known = values == null ? null : values.of(value);
    return known != null && known.weight(hour) >= Known.WEIGHT_MIN ? known : null;
  }

  /** Values of the feature that are known, pending ones included. */
  int known(Feature feature) {
    Values values = baseline.of(feature);
    int count = values == null ? 0 : values.known().size();
    for (HourFacts facts : pending) {
      for (Seen seen : facts.values()) {
        boolean more = values == null || values.of(seen.value()) == null;
        count += seen.feature() == feature && more ? 1 : 0;
      }
    }
    return count;
  }

  /** The count of the window that ends in {@code minute}, since 1970. */
  int count(Counter counter, int windowMinutes, long minute) {
    int hour = (int) (minute / 60);
    if (counter.of() != null) {
      return different(counter.of(), windowMinutes, minute).size();
    }
    if (windowMinutes != Counter.DAY) {
      return recent.count(counter, windowMinutes, minute);
    }
    int today = Math.floorDiv(hour, 24);
    Day day = baseline.day(today);
    int count = day == null ? 0 : day.of(counter);
    for (HourFacts facts : pending) {
      count += facts.day() == today ? facts.of(counter) : 0;
    }
    return count;
  }

  /** The values of the feature met in the window that ends in {@code minute}, since 1970. */
  List<String> different(Feature of, int windowMinutes, long minute) {
    boolean day = windowMinutes == Counter.DAY;
    long from =
        day
            ? Math.floorDiv(minute, Counter.DAY) * (Counter.DAY / Seen.SLICE_MINUTES)
            : minute / Seen.SLICE_MINUTES - windowMinutes / Seen.SLICE_MINUTES;
    Set<String> different = new LinkedHashSet<>();
    Values values = day ? baseline.of(of) : null;
    if (values != null) {
      for (Known known : values.known()) {
        if ((long) known.last() * Seen.SLICES >= from) {
          different.add(known.value());
        }
      }
    }
    for (HourFacts facts : pending) {
      for (Seen seen : facts.values()) {
        long last =
            (long) facts.hour() * Seen.SLICES + 31 - Integer.numberOfLeadingZeros(seen.slices());
        if (seen.feature() == of && last >= from) {
          different.add(seen.value());
        }
      }
    }
    return List.copyOf(different);
  }
}
