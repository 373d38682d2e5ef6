package dev.gatehouse.cli.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.cases.TimelineEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortedSpoolTest {
  private static final Comparator<TimelineEntry> ORDER =
      Comparator.comparing(TimelineEntry::time).thenComparing(TimelineEntry::text);

  /** From none to so many that runs are merged, and merged runs once more. */
  @Test
  void whatWasPutInComesOutInOrderAsOftenAsAsked() {
    Random random = new Random(5);
    for (int size : new int[] {0, 1, 2, 3, 63, 64, 65, 2047, 2048, 2049, 5000}) {
      List<TimelineEntry> values = new ArrayList<>();
      SortedSpool<TimelineEntry> spool = new SortedSpool<>(TimelineEntry.class, ORDER, 2);
      for (int i = 0; i < size; i++) {
        TimelineEntry value =
            new TimelineEntry(
                Instant.ofEpochSecond(random.nextInt(1000)),
                "line " + i,
                random.nextBoolean() ? null : "event");
        values.add(value);
        spool.add(value);
        assertThat(spool.inMemory()).isLessThan(2);
      }
      values.sort(ORDER);
      assertThat(List.copyOf(spool)).isEqualTo(values);
      assertThat(List.copyOf(spool)).isEqualTo(values);
      assertThat(spool.spilled()).isEqualTo(size - size % 2);
      spool.close();
      assertThat(spool).isEmpty();
    }
  }
}
