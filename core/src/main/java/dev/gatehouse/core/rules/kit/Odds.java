package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.Counter;
import dev.gatehouse.core.baseline.Deviation;
import dev.gatehouse.core.baseline.History;
import dev.gatehouse.core.baseline.Peers;
import dev.gatehouse.core.baseline.Signal;
import dev.gatehouse.core.baseline.Statistics;
import dev.gatehouse.core.finding.Chance;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A deviation in words: observed, expected, how unlikely, out of how long a history, and the peers.
 */
public final class Odds {
  private static final int VALUES_SHOWN = 12;

  private Odds() {}

  /** All reasons that a deviation gives. */
  public static List<Why> why(Deviation in) {
    List<Why> why = new ArrayList<>();
    why.add(main(in.signal()));
    if (in.signal().bits() > 0) {
      why.add(
          new Why(
              Chance.WHAT + " (" + what(in.signal()) + ")",
              chance(in.signal().bits()),
              "by its own history"));
    }
    why.add(history(in.history()));
    if (!in.peers().equals(Peers.NONE)) {
      why.add(peers(in));
    }
    return why;
  }

  /** What was observed against what is usual. */
  public static Why main(Signal signal) {
    return switch (signal.kind()) {
      case NEW_VALUE ->
          new Why(
              what(signal),
              Quote.plain(signal.value())
                  + (signal.expected() > 0 ? ", met on one day before" : ""),
              signal.usual().isEmpty() ? "none known" : "usual: " + Quote.plain(signal.usual()));
      case COUNT ->
          new Why(
              what(signal),
              number(signal.observed()) + values(signal),
              number(signal.expected())
                  + " expected; a day "
                  + number(signal.average7())
                  + " over 7 days, "
                  + number(signal.average30())
                  + " over 30");
      case RHYTHM ->
          new Why(
              what(signal),
              String.format(Locale.ROOT, "%02d:00 UTC", (int) signal.observed()),
              signal.usual().isEmpty() ? "not known yet" : "usual: " + signal.usual());
      case SILENCE ->
          new Why(
              what(signal),
              number(signal.observed()),
              "at most " + number(signal.expected()) + " before");
    };
  }

  /** What a signal is about, for instance {@code new country}. */
  public static String what(Signal signal) {
    return switch (signal.kind()) {
      case NEW_VALUE -> "new " + (signal.feature() == null ? "" : signal.feature().word());
      case COUNT ->
          (signal.counter() == null ? "" : signal.counter().word())
              + window(signal.windowMinutes());
      case RHYTHM -> "hour of the day";
      case SILENCE -> "days without activity";
    };
  }

  /** Those of the different values counted that there is room for. */
  private static String values(Signal signal) {
    List<String> values = List.of(signal.value().split(" "));
    if (signal.value().isEmpty()) {
      return "";
    }
    List<String> shown = values.subList(0, Math.min(values.size(), VALUES_SHOWN));
    return ": "
        + Quote.plain(String.join(" ", shown))
        + (signal.observed() > shown.size() ? " and more" : "");
  }

  /** The window of a count: {@code in an hour}, {@code today}, with a blank before. */
  public static String window(Signal signal) {
    return window(signal.windowMinutes());
  }

  private static String window(int minutes) {
    return minutes == Counter.DAY
        ? " today"
        : minutes % 60 == 0
            ? " in " + (minutes == 60 ? "an hour" : minutes / 60 + " hours")
            : " in " + minutes + " minutes";
  }

  /**
   * Bits of a first value ever of somebody who did without for days: one in as many days, and one
   * more (rule of succession); 0 where some value is known.
   */
  public static double firstEver(Deviation in) {
    return in.signal().usual().isEmpty()
        ? Statistics.bits(-Math.log(in.history().daysLearned() + 1.0))
        : 0;
  }

  /** Days of history in words. */
  public static Why history(History history) {
    return new Why(
        "history",
        history.daysLearned() == 1
            ? "1 active day learned"
            : history.daysLearned() + " active days learned",
        history.firstSeen() == null ? "first seen now" : "first seen " + history.firstSeen());
  }

  private static Why peers(Deviation in) {
    Peers peers = in.peers();
    return new Why(
        "peers with it (" + what(in.signal()) + ")",
        peers.adopters() + " of " + peers.members(),
        Quote.plain(peers.group())
            + "; in the organization "
            + peers.organizationAdopters()
            + " of "
            + peers.organizationMembers()
            + (peers.organizationAdoptersDay() > 0
                ? ", " + peers.organizationAdoptersDay() + " of them within a day"
                : ""));
  }

  /** A chance in words: {@code 1 in 4,000}. */
  public static String chance(double bits) {
    return Chance.words(bits);
  }

  /** A count: whole from ten on. */
  public static String number(double value) {
    return value >= 10 || value == Math.rint(value)
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
