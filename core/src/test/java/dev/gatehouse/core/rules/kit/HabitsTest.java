package dev.gatehouse.core.rules.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HabitsTest {
  private static final Instant DAY = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void aNameIsNewUntilItIsMetAndAfterItWasForgotten() {
    Habits habits = Habits.NONE.and("a", DAY);
    assertThat(habits.isNew("b", DAY, 30)).isTrue();
    assertThat(habits.isNew("a", DAY, 30)).isFalse();
    assertThat(habits.isNew("a", DAY.plus(Duration.ofDays(30)), 30)).isFalse();
    assertThat(habits.isNew("a", DAY.plus(Duration.ofDays(32)), 30)).isTrue();
  }

  @Test
  void whatWasDoneOnOneDayIsNoHabitYet() {
    Habits once = Habits.NONE.and("a", DAY).and("a", DAY.plusSeconds(3600));
    Instant next = DAY.plus(Duration.ofDays(1));
    assertThat(once.isRare("a", next, 30, 2)).isTrue();
    Habits twice = once.and("a", next);
    assertThat(twice.isRare("a", next, 30, 2)).as("today does not count").isTrue();
    assertThat(twice.isRare("a", next.plus(Duration.ofDays(1)), 30, 2)).isFalse();
  }

  @Test
  void itLearnsForSomeDays() {
    assertThat(Habits.NONE.isLearning(DAY, 7)).isTrue();
    Habits habits = Habits.NONE.and("a", DAY);
    assertThat(habits.isLearning(DAY.plus(Duration.ofDays(6)), 7)).isTrue();
    assertThat(habits.isLearning(DAY.plus(Duration.ofDays(7)), 7)).isFalse();
  }

  @Test
  void itStaysTheSameWithinADayAndDoesNotGrowWithoutEnd() {
    Habits habits = Habits.NONE.and("a", DAY);
    assertThat(habits.and("a", DAY.plusSeconds(60))).isSameAs(habits);
    for (int i = 0; i < 2 * Habits.MAX; i++) {
      habits = habits.and("b" + i, DAY.plus(Duration.ofDays(1)));
    }
    assertThat(habits.met()).hasSize(Habits.MAX).doesNotContainKey("a");
    assertThat(habits.since()).isEqualTo(DAY);
  }

  /** Good and Turing: of five name-days before today two were of names met once. */
  @Test
  void theChanceOfANewNameIsTheShareOfThoseMetOnce() {
    assertThat(Habits.NONE.novelty(DAY)).isEqualTo(1);
    Instant second = DAY.plus(Duration.ofDays(1));
    Instant third = DAY.plus(Duration.ofDays(2));
    Habits habits =
        Habits.NONE.and("a", DAY).and("b", DAY).and("a", second).and("a", third).and("c", third);
    Instant fourth = DAY.plus(Duration.ofDays(3));
    assertThat(habits.novelty(fourth)).isEqualTo((2 + 1.0) / (5 + 1.0));
    assertThat(habits.and("d", fourth).and("a", fourth).novelty(fourth))
        .as("today does not count")
        .isEqualTo((2 + 1.0) / (5 + 1.0));
  }
}
