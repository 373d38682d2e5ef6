package dev.gatehouse.core.baseline.peer;

import dev.gatehouse.core.stage.FixedList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many members of a group have a value, and since when.
 *
 * @param count how many members; exact while they are among the {@value #SAMPLE_MAX} known by name
 * @param sample the first of them
 * @param firstHour when the first came to have it, hours since 1970
 * @param lastHour when the last did
 * @param lately hours in which members came to have it, the last {@value #SAMPLE_MAX}
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out changed; equals compares what is in it
public record ValuePrevalence(
    int count, List<String> sample, int firstHour, int lastHour, int[] lately) {
  static final int SAMPLE_MAX = 16;

  public ValuePrevalence {
    sample = FixedList.of(sample);
  }

  static ValuePrevalence none(int hour) {
    return new ValuePrevalence(0, List.of(), hour, hour, new int[0]);
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
    List<String> members = sample.size() < SAMPLE_MAX ? FixedList.with(sample, member) : sample;
    int from = lately.length < SAMPLE_MAX ? 0 : 1;
    int[] hours = Arrays.copyOfRange(lately, from, lately.length + 1);
    hours[hours.length - 1] = hour;
    return new ValuePrevalence(count + 1, members, firstHour, hour, hours);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValuePrevalence value
        && count == value.count
        && firstHour == value.firstHour
        && lastHour == value.lastHour
        && sample.equals(value.sample)
        && Arrays.equals(lately, value.lately);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * count + sample.hashCode()) + Arrays.hashCode(lately);
  }

  @Override
  public String toString() {
    return "ValuePrevalence[" + count + ", " + sample + ", " + Arrays.toString(lately) + "]";
  }
}
