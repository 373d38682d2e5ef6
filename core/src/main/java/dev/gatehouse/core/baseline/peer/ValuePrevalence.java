package dev.gatehouse.core.baseline.peer;

import java.util.ArrayList;
import java.util.List;

/**
 * How many members of a group have a value, and since when.
 *
 * @param count how many members; exact while they are among the {@value #SAMPLE_MAX} known by name
 * @param sample the first of them
 * @param firstHour when the first came to have it, hours since 1970
 * @param lastHour when the last did
 * @param lately hours in which members came to have it, the last {@value #SAMPLE_MAX}
 */
public record ValuePrevalence(
    int count, List<String> sample, int firstHour, int lastHour, List<Integer> lately) {
  static final int SAMPLE_MAX = 16;

  public ValuePrevalence {
    sample = List.copyOf(sample);
    lately = List.copyOf(lately);
  }

  static ValuePrevalence none(int hour) {
    return new ValuePrevalence(0, List.of(), hour, hour, List.of());
  }

  boolean has(String member) {
    return sample.contains(member);
  }

  /** How many came to have it in the last 24 hours. */
  int lately(int hour) {
    int many = 0;
    for (int adopted : lately) {
      many += adopted > hour - 24 ? 1 : 0;
    }
    return many;
  }

  ValuePrevalence and(String member, int hour) {
    if (has(member)) {
      return this;
    }
    List<String> members = sample.size() < SAMPLE_MAX ? with(sample, member) : sample;
    List<Integer> hours = with(lately, hour);
    return new ValuePrevalence(
        count + 1,
        members,
        firstHour,
        hour,
        hours.size() > SAMPLE_MAX ? hours.subList(1, hours.size()) : hours);
  }

  private static <T> List<T> with(List<T> list, T more) {
    List<T> all = new ArrayList<>(list);
    all.add(more);
    return all;
  }
}
