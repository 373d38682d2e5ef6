package dev.gatehouse.range.actor;

import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;
import java.util.Set;

/** When people work: weekends, public holidays of their country, a week off now and then. */
public final class WorkCalendar {
  private static final Map<String, Set<MonthDay>> HOLIDAYS =
      Map.of(
          "GB",
              Set.of(MonthDay.of(1, 1), MonthDay.of(4, 3), MonthDay.of(5, 4), MonthDay.of(12, 25)),
          "DE", Set.of(MonthDay.of(1, 1), MonthDay.of(4, 3), MonthDay.of(5, 1), MonthDay.of(5, 14)),
          "US",
              Set.of(MonthDay.of(1, 1), MonthDay.of(5, 25), MonthDay.of(7, 4), MonthDay.of(11, 26)),
          "SG",
              Set.of(MonthDay.of(1, 1), MonthDay.of(3, 20), MonthDay.of(5, 1), MonthDay.of(8, 9)));

  private WorkCalendar() {}

  /** Whether a person works on a day. */
  public static boolean works(long seed, Person person, LocalDate day) {
    if (weekend(day) || holiday(person, day) || person.email().isEmpty()) {
      return false;
    }
    // One week off in nine, the same days whatever else is drawn.
    long week = Math.floorDiv(day.toEpochDay() + 3, 7L);
    boolean away =
        SeededRandom.of(seed, "leave", person.email(), String.valueOf(week / 9)).below(9)
            == week % 9;
    return !away && !SeededRandom.of(seed, "ill", person.email(), day.toString()).chance(0.03);
  }

  static boolean weekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  private static boolean holiday(Person person, LocalDate day) {
    return HOLIDAYS.getOrDefault(person.place().country(), Set.of()).contains(MonthDay.from(day));
  }
}
