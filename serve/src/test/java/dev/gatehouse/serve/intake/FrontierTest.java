package dev.gatehouse.serve.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FrontierTest {
  private static final Instant NINE = Instant.parse("2026-01-31T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-01-31T10:00:00Z");
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private final Frontier frontier = new Frontier(Instant.MIN);

  @Test
  void whatIsOpenHoldsTheFloorThoughLaterUnitsAreDurable() {
    SourceClock clock = frontier.clock();
    clock.open(NINE);
    clock.open(TEN);
    clock.close(TEN, NOON);
    assertThat(frontier.floor()).isEqualTo(NINE);
    clock.close(NINE, TEN);
    assertThat(frontier.floor()).isEqualTo(NOON);
  }

  @Test
  void theSlowestSourceHoldsTheFloorAndOneWithoutAnyInputDoesNot() {
    SourceClock fast = frontier.clock();
    SourceClock slow = frontier.clock();
    frontier.clock();
    fast.open(NINE);
    fast.close(NINE, NOON);
    slow.open(NINE);
    slow.close(NINE, TEN);
    assertThat(frontier.floor()).isEqualTo(TEN);
  }

  @Test
  void theFloorNeverGoesBack() {
    Frontier left = new Frontier(TEN);
    SourceClock clock = left.clock();
    clock.open(NINE);
    assertThat(left.floor()).isEqualTo(TEN);
    clock.close(NINE, NOON);
    assertThat(left.floor()).isEqualTo(NOON);
  }

  @Test
  void aSourceThatMayBringSomethingAgainHoldsTheFloor() {
    SourceClock clock = frontier.clock();
    clock.open(NINE);
    clock.close(NINE, TEN);
    assertThat(frontier.floor()).isEqualTo(TEN);
    clock.hold(true);
    clock.open(NOON);
    clock.close(NOON, NOON);
    assertThat(frontier.floor()).isEqualTo(TEN);
    clock.hold(false);
    assertThat(frontier.floor()).isEqualTo(NOON);
  }
}
