package dev.gatehouse.core.rules.habit;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Person;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** What the estate says of when somebody works: where their clock stands, and when on call. */
final class Workday {
  private static final int NIGHT_FROM = 22;
  private static final int DEEP_NIGHT_FROM = 1;
  private static final int NIGHT_TO = 6;

  private final Estate estate;

  Workday(Estate estate) {
    this.estate = estate;
  }

  /** The time zone of the person behind a call, where known. */
  Optional<ZoneId> zone(Activity in) {
    return estate.person(in.lineage().origin()).map(Person::timezone).flatMap(Workday::zone);
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  /** Whether it is from 22 to 6 where the person is; by UTC where that is not known. */
  boolean isNight(Activity in) {
    return hour(in) >= NIGHT_FROM || hour(in) < NIGHT_TO;
  }

  /** Whether it is from 1 to 6 there, when also those sleep who like to work late. */
  boolean isDeepNight(Activity in) {
    return hour(in) >= DEEP_NIGHT_FROM && hour(in) < NIGHT_TO;
  }

  private int hour(Activity in) {
    return in.event().time().atZone(zone(in).orElse(ZoneOffset.UTC)).getHour();
  }

  /** Whether the person behind the call was to be called at that time. */
  boolean isOnCall(Activity in) {
    Instant time = in.event().time();
    String origin = in.lineage().origin();
    return estate.shifts().stream()
        .filter(shift -> shift.covers(time))
        .anyMatch(
            shift ->
                origin.equals(shift.user())
                    || origin.endsWith("/" + shift.user())
                    || estate.person(origin).filter(who -> who.is(shift.user())).isPresent());
  }
}
