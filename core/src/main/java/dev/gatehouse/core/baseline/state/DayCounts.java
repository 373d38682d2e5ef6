package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a subject did on each of its last days: nine numbers a day side by side, since everybody has
 * thirty of these.
 *
 * @param cells of each day its number since 1970, UTC, then a number for each {@link Counter}, in
 *     their order; the days in theirs
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out changed; equals compares what is in it
public record DayCounts(int[] cells) {
  static final DayCounts NONE = new DayCounts(new int[0]);

  private static final int WIDTH = 1 + Counter.values().length;

  /** How many days there are. */
  int size() {
    return cells.length / WIDTH;
  }

  int day(int index) {
    return cells[index * WIDTH];
  }

  int of(int index, Counter counter) {
    return cells[index * WIDTH + 1 + counter.place()];
  }

  /** Where the day is; -1 if nothing was learned of it. */
  int find(int day) {
    int at = size() - 1;
    while (at >= 0 && day(at) > day) {
      at--;
    }
    return at >= 0 && day(at) == day ? at : -1;
  }

  /**
   * With more calls on {@code day}, the last one or a later one, and without days before {@code
   * from}.
   *
   * @param values different ones of that day so far, in the order of the counters of such
   */
  DayCounts and(int day, int from, CallCounts more, int... values) {
    int end = size() > 0 && day(size() - 1) == day ? size() - 1 : size();
    int begin = 0;
    while (begin < end && day(begin) < from) {
      begin++;
    }
    int[] all = Arrays.copyOfRange(cells, begin * WIDTH, (end + 1) * WIDTH);
    int last = all.length - WIDTH;
    all[last] = day;
    all[last + 1] += more.calls();
    all[last + 2] += more.assumptions();
    all[last + 3] += more.callsAfterAssume();
    all[last + 4] += more.denied();
    System.arraycopy(values, 0, all, last + 5, values.length);
    return new DayCounts(all);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DayCounts days && Arrays.equals(cells, days.cells);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }

  @Override
  public String toString() {
    return "DayCounts" + Arrays.toString(cells);
  }
}
