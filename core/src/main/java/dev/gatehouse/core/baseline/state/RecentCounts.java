package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.hour.HourValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the last two hours: by the minute for a quarter of an hour, by five minutes before.
 * Stretches without a call take no room.
 *
 * <p>A window covers its length and up to one step more, so that nothing within its length is
 * missed, however it lies on the clock.
 *
 * @param minutes five numbers for each minute with a call: which minute since 1970, then calls,
 *     assumptions, calls after assuming, refused ones, as {@link CallCounts} has them
 * @param slices the same by five minutes
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out changed; equals compares what is in it
public record RecentCounts(int[] minutes, int[] slices) {
  public static final RecentCounts NONE = new RecentCounts(new int[0], new int[0]);

  private static final int MINUTES = 15;
  private static final int SLICES = 24;
  private static final int WIDTH = 5;

  public RecentCounts and(CallCounts more, long epochMinute) {
    int minute = (int) epochMinute;
    int slice = minute / HourValue.SLICE_MINUTES;
    return new RecentCounts(and(minutes, more, minute, MINUTES), and(slices, more, slice, SLICES));
  }

  private static int[] and(int[] ticks, CallCounts more, int at, int kept) {
    int first = 0;
    while (first < ticks.length && ticks[first] < at - kept) {
      first += WIDTH;
    }
    int left = ticks.length - first;
    boolean same = left > 0 && ticks[ticks.length - WIDTH] == at;
    int[] all = new int[same ? left : left + WIDTH];
    System.arraycopy(ticks, first, all, 0, left);
    int last = all.length - WIDTH;
    all[last] = at;
    all[last + 1] += more.calls();
    all[last + 2] += more.assumptions();
    all[last + 3] += more.callsAfterAssume();
    all[last + 4] += more.denied();
    return all;
  }

  /** The count over the window that ends in this minute; 0 for what counts different values. */
  int count(Counter counter, int windowMinutes, long epochMinute) {
    if (counter.of() != null) {
      return 0;
    }
    boolean fine = windowMinutes <= MINUTES;
    int step = fine ? 1 : HourValue.SLICE_MINUTES;
    long from = epochMinute / step - windowMinutes / step;
    int count = 0;
    int[] ticks = fine ? minutes : slices;
    for (int i = ticks.length - WIDTH; i >= 0 && ticks[i] >= from; i -= WIDTH) {
      count += ticks[i + 1 + counter.place()];
    }
    return count;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecentCounts counts
        && Arrays.equals(minutes, counts.minutes)
        && Arrays.equals(slices, counts.slices);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(minutes) + Arrays.hashCode(slices);
  }

  @Override
  public String toString() {
    return "RecentCounts[" + Arrays.toString(minutes) + ", " + Arrays.toString(slices) + "]";
  }
}
