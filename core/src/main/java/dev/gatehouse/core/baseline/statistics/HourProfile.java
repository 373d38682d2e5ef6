package dev.gatehouse.core.baseline.statistics;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * On how many days a subject was active in each hour of the day, working days and weekends apart,
 * in UTC; days fade with the half-life of {@link HourProfile#HALF_LIFE_DAYS}.
 *
 * @param cells 24 hours of working days, then of weekends, two bytes each, in days of 1/1024
 * @param workingDays how many there were, faded
 * @param weekendDays the same of Saturdays and Sundays
 * @param day the last day counted, since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // never handed out changed; equals compares what is in it
public record HourProfile(byte[] cells, double workingDays, double weekendDays, int day) {
  /** What is learned halves over so many days. */
  public static final double HALF_LIFE_DAYS = 30;

  private static final double UNIT = 1024;
  private static final int SLOTS = 48;

  /** Days that the average over all hours weighs in each. */
  private static final double PRIOR_DAYS = 2;

  private static final int DAYS_MAX = 400;
  private static final double DAILY = Math.pow(2, -1 / HALF_LIFE_DAYS);

  public static HourProfile begin(int day) {
    return new HourProfile(new byte[2 * SLOTS], 0, 0, day - 1);
  }

  /** The slot of an hour since 1970. */
  public static int slot(int hour) {
    return Math.floorMod(hour, 24) + (isWeekend(Math.floorDiv(hour, 24)) ? 24 : 0);
  }

  /** The first of January 1970 was a Thursday. */
  static boolean isWeekend(int day) {
    int weekday = Math.floorMod(day + 3, 7);
    return weekday >= 5;
  }

  /** What an hour weighs on {@code day}, against one on the last day counted. */
  public double fading(int day) {
    return day <= this.day ? 1 : Math.pow(DAILY, day - this.day);
  }

  /** This with one more active hour, not before those counted. */
  public HourProfile and(int hour) {
    int today = Math.floorDiv(hour, 24);
    double working = workingDays;
    double weekend = weekendDays;
    byte[] next = cells.clone();
    if (today > day) {
      double factor = fading(today);
      for (int slot = 0; slot < SLOTS; slot++) {
        put(next, slot, units(next, slot) * factor);
      }
      for (int d = Math.max(day, today - DAYS_MAX) + 1; d <= today; d++) {
        working = working * DAILY + (isWeekend(d) ? 0 : 1);
        weekend = weekend * DAILY + (isWeekend(d) ? 1 : 0);
      }
    }
    put(next, slot(hour), units(next, slot(hour)) + UNIT);
    return new HourProfile(next, working, weekend, Math.max(day, today));
  }

  private static int units(byte[] cells, int slot) {
    return (cells[2 * slot] & 255) << 8 | (cells[2 * slot + 1] & 255);
  }

  private static void put(byte[] cells, int slot, double units) {
    int rounded = (int) Math.min(65_535, Math.round(units));
    cells[2 * slot] = (byte) (rounded >> 8);
    cells[2 * slot + 1] = (byte) rounded;
  }

  /** Active days of a slot. */
  public double active(int slot) {
    return units(cells, slot) / UNIT;
  }

  /** Active hours over all slots. */
  public double activeHours() {
    double hours = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      hours += active(slot);
    }
    return hours;
  }

  /**
   * Chance of being active in the slot: its share of active days, the hours beside it counted by
   * half since nobody is punctual, drawn to the average hour by {@value #PRIOR_DAYS} days.
   */
  public double chance(int slot) {
    int half = slot - slot % 24;
    double near =
        (active(half + Math.floorMod(slot + 1, 24)) + active(half + Math.floorMod(slot - 1, 24)))
            / 2;
    double smooth = (active(slot) + near) / 2;
    double days = slot < 24 ? workingDays : weekendDays;
    double average = activeHours() / (24 * Math.max(1, workingDays + weekendDays));
    return Math.min(1, (smooth + PRIOR_DAYS * average) / (days + PRIOR_DAYS));
  }

  /** Whether the slot is one of the busiest that together hold this share of all activity. */
  public boolean isAmong(double share, int slot) {
    int mine = units(cells, slot);
    int busier = 0;
    int all = 0;
    for (int other = 0; other < SLOTS; other++) {
      int units = units(cells, other);
      all += units;
      busier += units > mine || (units == mine && other < slot) ? units : 0;
    }
    return mine > 0 && busier < share * all;
  }

  /** Of each slot whether it {@link #isAmong} the busiest. */
  private boolean[] among(double share) {
    boolean[] among = new boolean[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      among[slot] = isAmong(share, slot);
    }
    return among;
  }

  /**
   * Hours between the slot and the nearest one {@link #isAmong} the busiest of its half of the
   * week; 24 if that half has none.
   */
  public int distance(double share, int slot) {
    int half = slot - slot % 24;
    boolean[] among = among(share);
    for (int hours = 0; hours <= 12; hours++) {
      if (among[half + Math.floorMod(slot + hours, 24)]
          || among[half + Math.floorMod(slot - hours, 24)]) {
        return hours;
      }
    }
    return 24;
  }

  /** The slots that {@link #isAmong} the busiest, in words: {@code Mon-Fri 07-17, Sat-Sun 10}. */
  public String usual(double share) {
    boolean[] among = among(share);
    String working = hours(among, 0);
    String weekend = hours(among, 24);
    return (working.isEmpty() ? "" : "Mon-Fri " + working)
        + (working.isEmpty() || weekend.isEmpty() ? "" : ", ")
        + (weekend.isEmpty() ? "" : "Sat-Sun " + weekend);
  }

  private static String two(int hour) {
    return hour < 10 ? "0" + hour : String.valueOf(hour);
  }

  private static String hours(boolean[] among, int half) {
    StringJoiner text = new StringJoiner(" ");
    for (int from = 0; from < 24; from++) {
      if (among[half + from]) {
        int to = from;
        while (to < 23 && among[half + to + 1]) {
          to++;
        }
        text.add(two(from) + "-" + two(to + 1));
        from = to;
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HourProfile rhythm
        && Arrays.equals(cells, rhythm.cells)
        && workingDays == rhythm.workingDays
        && weekendDays == rhythm.weekendDays
        && day == rhythm.day;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(cells) + day;
  }

  @Override
  public String toString() {
    return "Rhythm[" + workingDays + " working days, " + weekendDays + " of weekends]";
  }
}
