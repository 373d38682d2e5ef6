package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.hour.HourValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts of the last two hours: by the minute for a quarter of an hour, by five minutes before.
 * Stretches without a call take no room.
 *
 * <p>A window covers its length and up to one step more, so that nothing within its length is
 * missed, however it lies on the clock.
 */
public record RecentCounts(List<Tick> minutes, List<Tick> slices) {
  public static final RecentCounts NONE = new RecentCounts(List.of(), List.of());

  private static final int MINUTES = 15;
  private static final int SLICES = 24;

  /**
   * Counts of one step.
   *
   * @param at number of the step since 1970
   */
  public record Tick(int at, CallCounts counts) {}

  public RecentCounts {
    minutes = List.copyOf(minutes);
    slices = List.copyOf(slices);
  }

  public RecentCounts and(CallCounts more, long epochMinute) {
    int minute = (int) epochMinute;
    int slice = minute / HourValue.SLICE_MINUTES;
    return new RecentCounts(and(minutes, more, minute, MINUTES), and(slices, more, slice, SLICES));
  }

  private static List<Tick> and(List<Tick> ticks, CallCounts more, int at, int kept) {
    int last = ticks.size() - 1;
    int first = 0;
    while (first <= last && ticks.get(first).at() < at - kept) {
      first++;
    }
    boolean same = last >= first && ticks.get(last).at() == at;
    List<Tick> all = new ArrayList<>(last - first + 2);
    all.addAll(ticks.subList(first, same ? last : last + 1));
    all.add(new Tick(at, same ? ticks.get(last).counts().and(more) : more));
    return all;
  }

  /** The count over the window that ends in this minute. */
  int count(Counter counter, int windowMinutes, long epochMinute) {
    boolean fine = windowMinutes <= MINUTES;
    int step = fine ? 1 : HourValue.SLICE_MINUTES;
    long from = epochMinute / step - windowMinutes / step;
    int count = 0;
    List<Tick> ticks = fine ? minutes : slices;
    for (int i = ticks.size() - 1; i >= 0 && ticks.get(i).at() >= from; i--) {
      count += ticks.get(i).counts().of(counter);
    }
    return count;
  }
}
