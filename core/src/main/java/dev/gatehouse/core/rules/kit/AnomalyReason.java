package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.PeerComparison;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.anomaly.SubjectHistory;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.statistics.Statistics;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Past;
import dev.gatehouse.core.finding.PeerCount;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Unit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An anomaly as a reason: observed, expected, how unlikely, out of how long a past, and peers. */
public final class AnomalyReason {
  private static final Measure RHYTHM = Measure.of("hour-of-day", "hour of the day", "usually");
  private static final Measure SILENCE = Measure.of("days-silent", "time without activity");

  private AnomalyReason() {}

  /** The reason that an anomaly is, with all that is known of it. */
  public static Reason of(Anomaly in) {
    Signal signal = in.signal();
    return observed(signal)
        .unlikely(signal.bits() > 0 ? signal.bits() : Double.NaN)
        .after(
            new Past(
                in.history().daysLearned(),
                in.history().firstSeen(),
                signal.kind() == Signal.Kind.COUNT ? signal.average7() : Double.NaN,
                signal.kind() == Signal.Kind.COUNT ? signal.average30() : Double.NaN))
        .among(peers(in.peers()));
  }

  /** The same as the only reason. */
  public static List<Reason> why(Anomaly in) {
    return List.of(of(in));
  }

  /** What was observed against what is usual, and no more. */
  public static Reason observed(Signal signal) {
    return switch (signal.kind()) {
      case NEW_VALUE ->
          Reason.of(
              newValue(signal),
              Quantity.text(signal.value()),
              signal.usual().isEmpty() ? Quantity.NONE : Quantity.text(signal.usual()));
      case COUNT ->
          Reason.of(
              count(signal),
              Quantity.count(
                  signal.observed(),
                  signal.value().isEmpty() ? List.of() : List.of(signal.value().split(" "))),
              Quantity.count(signal.expected()));
      case RHYTHM ->
          Reason.of(
              RHYTHM,
              Quantity.of(Unit.HOUR_OF_DAY, signal.observed()),
              signal.usual().isEmpty() ? Quantity.NONE : Quantity.text(signal.usual()));
      case SILENCE -> silence(signal.observed(), Quantity.atMost(Unit.DAYS, signal.expected()));
    };
  }

  /** So many days without activity. */
  public static Reason silence(double days, Quantity expected) {
    return Reason.of(SILENCE, Quantity.of(Unit.DAYS, days), expected);
  }

  private static Measure newValue(Signal signal) {
    Feature feature = signal.feature();
    String word = feature == null ? "value" : feature.word();
    String name = word.toLowerCase(Locale.ROOT).replace(' ', '-');
    String ordinary = signal.usual().isEmpty() ? "none known" : "usually";
    return signal.expected() > 0
        ? Measure.of("rare-" + name, word + " met on one day before", ordinary)
        : Measure.of("new-" + name, "new " + word, ordinary);
  }

  private static Measure count(Signal signal) {
    Counter counter = signal.counter();
    String word = counter == null ? "count" : counter.word();
    return Measure.of(
        (counter == null ? "count" : counter.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            + "-in-"
            + (signal.windowMinutes() == Counter.DAY ? "a-day" : signal.windowMinutes() + "-min"),
        word + window(signal),
        "by its history");
  }

  private static @Nullable PeerCount peers(PeerComparison peers) {
    return peers.equals(PeerComparison.NONE)
        ? null
        : new PeerCount(
            peers.group(),
            peers.adopters(),
            peers.members(),
            peers.organizationAdopters(),
            peers.organizationMembers(),
            peers.organizationAdoptersDay());
  }

  /** What a signal is about, for people: {@code calls in an hour}. */
  public static String what(Signal signal) {
    return observed(signal).measure().words();
  }

  /** The window of a count: {@code in an hour}, {@code today}, with a blank before. */
  public static String window(Signal signal) {
    int minutes = signal.windowMinutes();
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
  public static double firstEver(Anomaly in) {
    return in.signal().usual().isEmpty()
        ? Statistics.bits(-Math.log(in.history().daysLearned() + 1.0))
        : 0;
  }

  /** How well somebody was known. */
  public static Past past(SubjectHistory history) {
    return Past.of(history.daysLearned(), history.firstSeen());
  }
}
