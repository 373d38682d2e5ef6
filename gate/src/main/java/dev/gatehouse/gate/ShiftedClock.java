package dev.gatehouse.gate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes with another one, some time ahead of it or behind. */
final class ShiftedClock extends Clock {
  private final Clock clock;
  private final AtomicReference<Duration> shift;

  ShiftedClock(Clock clock) {
    this(clock, new AtomicReference<>(Duration.ZERO));
  }

  private ShiftedClock(Clock clock, AtomicReference<Duration> shift) {
    this.clock = clock;
    this.shift = shift;
  }

  /** Moves it, and tells what it shows then. */
  Instant move(Duration by) {
    shift.updateAndGet(by::plus);
    return instant();
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new ShiftedClock(clock.withZone(zone), shift);
  }

  @Override
  public Instant instant() {
    return clock.instant().plus(shift.get());
  }
}
