package dev.gatehouse.core.baseline.peer;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.hour.HourFacts;
import dev.gatehouse.core.stage.FixedList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Memory of {@link ComparePeers} for one group: how many of its members have which value of one
 * feature. At most {@value #VALUES_MAX}; beyond it the quarter that fewest have is forgotten, of
 * these the oldest.
 *
 * @param members of whom any value is known
 * @param values in the order of their text: one more takes a copy of references, which a map's is
 *     not
 * @param held anomalies of the current hour that later ones of that hour may still shed light on,
 *     the first few of each value
 */
public record PeerPrevalence(int members, List<Value> values, List<Anomaly> held) {
  static final int VALUES_MAX = 512;

  /** From so many on it is plain that all have changed, and no further one is held. */
  static final int HELD_OF_VALUE_MAX = 6;

  static final int HELD_MAX = 128;

  /** A value and who has it. */
  public record Value(String value, ValuePrevalence adopted) {}

  private static final Comparator<Value> FORGET_FIRST =
      Comparator.comparingInt((Value one) -> one.adopted().count())
          .thenComparingInt(one -> one.adopted().lastHour())
          .thenComparing(Value::value);

  static final PeerPrevalence NONE = new PeerPrevalence(0, List.of(), List.of());

  public PeerPrevalence {
    values = FixedList.of(values);
    held = FixedList.of(held);
  }

  ValuePrevalence of(String value, int hour) {
    int at = find(values, value);
    return at < 0 ? ValuePrevalence.none(hour) : values.get(at).adopted();
  }

  /** Its place; if it is not there, minus one minus the place where it would be. */
  private static int find(List<Value> values, String value) {
    int from = 0;
    int to = values.size() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int order = values.get(middle).value().compareTo(value);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return -from - 1;
  }

  /** This after one more member came to have the value. */
  PeerPrevalence with(Anomaly in, ValuePrevalence adopted, boolean newMember, int hour) {
    Value value = new Value(in.signal().value(), adopted);
    return new PeerPrevalence(members + (newMember ? 1 : 0), with(value), hold(in, hour));
  }

  private List<Value> with(Value value) {
    int at = find(values, value.value());
    if (at >= 0) {
      return FixedList.replaced(values, at, value);
    }
    List<Value> kept = values;
    if (kept.size() == VALUES_MAX) {
      kept = new ArrayList<>(kept);
      kept.sort(FORGET_FIRST);
      kept.subList(0, VALUES_MAX / 4).clear();
      kept.sort(Comparator.comparing(Value::value));
    }
    return FixedList.withAt(kept, -1 - find(kept, value.value()), value);
  }

  private List<Anomaly> hold(Anomaly in, int hour) {
    int same = 0;
    int over = 0;
    for (int i = 0; i < held.size(); i++) {
      Anomaly one = held.get(i);
      if (HourFacts.hourOf(one.activity().event().time()) != hour) {
        over++;
      } else if (one.signal().value().equals(in.signal().value())) {
        same++;
      }
    }
    List<Anomaly> open = held;
    if (over > 0) {
      open = new ArrayList<>(held);
      open.removeIf(one -> HourFacts.hourOf(one.activity().event().time()) != hour);
    }
    return same < HELD_OF_VALUE_MAX && open.size() < HELD_MAX ? FixedList.with(open, in) : open;
  }
}
