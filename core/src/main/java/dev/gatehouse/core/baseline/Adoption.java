package dev.gatehouse.core.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory of {@link ConsiderPeers}: which values of one feature the members of one group have, at
 * most {@value #VALUES_MAX}; beyond it the quarter that fewest have is forgotten, of these the
 * oldest.
 *
 * @param members of whom any value is known
 * @param held deviations of the current hour that later ones of that hour may still shed light on,
 *     the first few of each value
 */
public record Adoption(int members, Map<String, Adopted> values, List<Deviation> held) {
  static final int VALUES_MAX = 512;

  /** From so many on it is plain that not one but all have changed; those after need no holding. */
  static final int HELD_OF_VALUE_MAX = 6;

  static final int HELD_MAX = 128;

  private static final Comparator<Map.Entry<String, Adopted>> FORGET_FIRST =
      Comparator.comparingInt((Map.Entry<String, Adopted> entry) -> entry.getValue().count())
          .thenComparingInt(entry -> entry.getValue().lastHour())
          .thenComparing(Map.Entry::getKey);

  static final Adoption NONE = new Adoption(0, Map.of(), List.of());

  public Adoption {
    values = Collections.unmodifiableMap(values); // no copy: nobody else has it
    held = List.copyOf(held);
  }

  Adopted of(String value, int hour) {
    Adopted known = values.get(value);
    return known == null ? Adopted.none(hour) : known;
  }

  /** This after one more member came to have the value. */
  Adoption with(Deviation in, Adopted adopted, boolean newMember, int hour) {
    String value = in.signal().value();
    Map<String, Adopted> all = new HashMap<>(values);
    all.put(value, adopted);
    if (all.size() > VALUES_MAX) {
      List<Map.Entry<String, Adopted>> old = new ArrayList<>(values.entrySet());
      old.sort(FORGET_FIRST);
      old.subList(0, VALUES_MAX / 4).forEach(entry -> all.remove(entry.getKey()));
      all.put(value, adopted);
    }
    return new Adoption(members + (newMember ? 1 : 0), all, hold(in, hour));
  }

  private List<Deviation> hold(Deviation in, int hour) {
    List<Deviation> open = new ArrayList<>();
    int same = 0;
    for (Deviation one : held) {
      if (KeepBaseline.hour(one.activity().event().time()) == hour) {
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
