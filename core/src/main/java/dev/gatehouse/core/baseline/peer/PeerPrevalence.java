package dev.gatehouse.core.baseline.peer;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.hour.HourFacts;
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
    values = List.copyOf(values);
    held = List.copyOf(held);
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
    List<Value> all = new ArrayList<>(values);
    int at = find(all, value.value());
    if (at >= 0) {
      all.set(at, value);
    } else {
      if (all.size() == VALUES_MAX) {
        all.sort(FORGET_FIRST);
        all.subList(0, VALUES_MAX / 4).clear();
        all.sort(Comparator.comparing(Value::value));
      }
      all.add(-1 - find(all, value.value()), value);
    }
    return new PeerPrevalence(members + (newMember ? 1 : 0), all, hold(in, hour));
  }

  private List<Anomaly> hold(Anomaly in, int hour) {
    List<Anomaly> open = new ArrayList<>();
    int same = 0;
    for (Anomaly one : held) {
      if (HourFacts.hourOf(one.activity().event().time()) == hour) {
        open.add(one);
        same += one.signal().value().equals(in.signal().value()) ? 1 : 0;
      }
    }
    if (same < HELD_OF_VALUE_MAX && open.size() < HELD_MAX) {
      open.add(in);
    }
    return open;
  }
}
