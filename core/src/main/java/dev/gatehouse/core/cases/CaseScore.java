package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.PlannedChange;
import dev.gatehouse.estate.Suppression;
import dev.gatehouse.estate.signal.ImportedSignal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much findings say together.
 *
 * <p>Each finding has a chance of not being innocent, by its severity and confidence: what the
 * words promise (high: nine in ten) where the record allows it. Of a category only the strongest
 * sign counts; families are taken as independent: {@code 1 − Π(1 − chance)}. A composite, which is
 * made of such signs, is never multiplied with them: the larger of the two holds.
 */
public final class CaseScore {
  /** From where on a case is of high confidence. */
  static final double HIGH = 0.8;

  /** From where on it is of medium confidence. */
  static final double MEDIUM = 0.6;

  /** What is left of a sign that an approved change explains. */
  private static final double IN_CHANGE = 0.3;

  /** What is left of a sign that being on call explains. */
  private static final double ON_CALL = 0.5;

  private static final Set<SignalCategory> ON_CALL_EXPLAINS =
      EnumSet.of(SignalCategory.TIME, SignalCategory.PLACE, SignalCategory.LOOKING_AROUND);

  /** What is left of a case in which somebody has put the other product's finding aside. */
  private static final double DISMISSED = 0.8;

  private final Estate estate;

  CaseScore(Estate estate) {
    this.estate = estate;
  }

  Weight of(Finding finding) {
    double chance = chance(finding.severity(), finding.confidence());
    List<String> notes = new ArrayList<>();
    Optional<PlannedChange> change = change(finding);
    if (change.isPresent()) {
      chance *= IN_CHANGE;
      notes.add(
          "Within the approved change `" + change.get().id() + "`, " + change.get().title() + ".");
    }
    SignalCategory category = finding.category();
    if (ON_CALL_EXPLAINS.contains(category)
        && estate.isOnCall(finding.origin(), finding.raised())) {
      chance *= ON_CALL;
      notes.add("On call at that time, which explains odd hours, places and looking around.");
    }
    for (Suppression suppression : estate.suppressions()) {
      if (covers(suppression, finding)) {
        notes.add(suppression.words());
      }
    }
    return new Weight(finding.id(), category, chance, notes);
  }

  /** The suppression that covers the finding. */
  public static Optional<Suppression> suppression(Estate estate, Finding finding) {
    return estate.suppressions().stream().filter(each -> covers(each, finding)).findFirst();
  }

  boolean isSuppressed(Finding finding) {
    return suppression(estate, finding).isPresent();
  }

  /** What another product's word adds. */
  static Weight of(ImportedSignal signal) {
    String who = signal.source().words() + ", " + Quote.plain(signal.type()) + ": ";
    String said = who + Quote.plain(signal.text());
    return signal.dismissed()
        ? new Weight(
            signal.id(), SignalCategory.IMPORTED, 0, List.of("Put aside by somebody. " + said))
        : new Weight(signal.id(), SignalCategory.IMPORTED, signal.chance(), List.of(said));
  }

  /** The chance that all of it together is not innocent. */
  static double together(Collection<Weight> weights) {
    boolean dismissed =
        weights.stream().anyMatch(w -> w.category() == SignalCategory.IMPORTED && w.chance() == 0);
    return all(weights) * (dismissed ? DISMISSED : 1);
  }

  /** A chance in words, never all of the scale: {@code 99.5 of 100}. */
  public static String words(double chance) {
    double of100 = Math.min(chance * 100, 99.9);
    return String.format(Locale.ROOT, of100 > 99 ? "%.1f of 100" : "%.0f of 100", of100);
  }

  private static double all(Collection<Weight> weights) {
    Map<SignalCategory, Double> strongest = new EnumMap<>(SignalCategory.class);
    for (Weight weight : weights) {
      strongest.merge(weight.category(), weight.chance(), Math::max);
    }
    Double composite = strongest.remove(SignalCategory.COMPOSITE);
    double innocent = 1;
    for (double chance : strongest.values()) {
      innocent *= 1 - chance;
    }
    return Math.max(composite == null ? 0 : composite, 1 - innocent);
  }

  static Confidence word(double chance) {
    return chance >= HIGH ? Confidence.HIGH : chance >= MEDIUM ? Confidence.MEDIUM : Confidence.LOW;
  }

  private Optional<PlannedChange> change(Finding finding) {
    Optional<PlannedChange> acting =
        estate.plannedChange(finding.raised(), finding.account(), finding.identity());
    return acting.isPresent()
        ? acting
        : estate.plannedChange(finding.raised(), finding.account(), finding.origin());
  }

  private static boolean covers(Suppression suppression, Finding finding) {
    return suppression.covers(
        finding.detector(),
        finding.identity(),
        finding.origin(),
        finding.account(),
        finding.raised());
  }

  private static double chance(Severity severity, Confidence confidence) {
    return switch (severity) {
      case CRITICAL -> by(confidence, 0.8, 0.9, 0.97);
      case HIGH -> by(confidence, 0.6, 0.8, 0.9);
      case MEDIUM -> by(confidence, 0.3, 0.5, 0.7);
      case LOW -> by(confidence, 0.05, 0.1, 0.15);
    };
  }

  private static double by(Confidence confidence, double low, double medium, double high) {
    return switch (confidence) {
      case LOW -> low;
      case MEDIUM -> medium;
      case HIGH -> high;
    };
  }
}
