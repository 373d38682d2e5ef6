package dev.gatehouse.core.rules.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Unit;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BurstTest {
  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  private static final int WINDOW = 600;

  /** Memory that has expired is as good as none: the runner may forget it at any time. */
  @Property(tries = 300, seed = "20261130")
  void meansNothingOnceExpired(
      @ForAll @Size(max = 40) List<@IntRange(max = 1200) Integer> gaps,
      @ForAll @IntRange(max = 40) int raisedAt) {
    Burst burst = Burst.NONE;
    Instant time = START;
    for (int i = 0; i < gaps.size(); i++) {
      time = time.plusSeconds(gaps.get(i));
      burst = burst.at(time, WINDOW).and("thing" + i % 7, "g", 1, true, "id" + i, time);
      burst = i == raisedAt ? burst.raise("id" + i, time) : burst;
    }
    if (!burst.equals(Burst.NONE)) {
      assertThat(burst.at(burst.expires(WINDOW), WINDOW)).isEqualTo(Burst.NONE);
      assertThat(burst.expires(WINDOW)).isAfter(time.minusSeconds(1));
    }
  }

  @Test
  void staysBoundedAndForgetsTheOldest() {
    Burst burst = Burst.NONE;
    for (int i = 0; i < 1000; i++) {
      burst = burst.and("thing" + i, "g", 1, true, "id" + i, START.plusMillis(i));
    }
    assertThat(burst.things()).hasSize(Burst.THINGS_MAX);
    assertThat(burst.things().get(0).name()).isEqualTo("thing800");
    assertThat(burst.count()).isEqualTo(Quantity.atLeast(Unit.COUNT, 200));
  }

  @Test
  void countsRecordsAndNotThings() {
    Burst burst =
        Burst.NONE
            .and("a", "g", 1, true, "one", START)
            .and("b", "g", 1, false, "one", START)
            .and("a", "g", 1, true, "two", START.plusSeconds(1))
            .raise("two", START.plusSeconds(1));
    assertThat(burst.evidence().ids()).containsExactly("one", "two");
    assertThat(burst.evidence().count()).isEqualTo(2);
  }
}
