package dev.gatehouse.core.cases;

import dev.gatehouse.core.detect.Confidence;
import dev.gatehouse.core.detect.Finding;
import dev.gatehouse.core.detect.Severity;
import dev.gatehouse.core.estate.Estate;
import dev.gatehouse.core.estate.PlannedChange;
import dev.gatehouse.core.estate.Suppression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much findings say together.
 *
 * <p>Each finding has a chance of not being innocent, by its severity and confidence: what the
 * words promise (high: nine in ten) where the record allows it. Of a family only the strongest sign
 * counts; families are taken as independent: {@code 1 − Π(1 − chance)}. A composite, which is made
 * of such signs, is never multiplied with them: the larger of the two holds.
 */
final class Weigh {
  /** From where on a case is of high confidence. */
  static final double HIGH = 0.85;

  /** From where on it is of medium confidence. */
  static final double MEDIUM = 0.5;

  /** What is left of a sign that an approved change explains. */
  private static final double IN_CHANGE = 0.3;

  private final Estate estate;

  Weigh(Estate estate) {
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
    for (Suppression suppression : estate.suppressions()) {
      if (covers(suppression, finding)) {
        notes.add(
            "Suppressed until "
                + suppression.until()
                + " by "
                + suppression.approvedBy()
                + ": "
                + suppression.why());
      }
    }
    return new Weight(finding.id(), Family.of(finding.detector()), chance, notes);
  }

  boolean isSuppressed(Finding finding) {
    return estate.suppressions().stream().anyMatch(s -> covers(s, finding));
  }

  /** The chance that all of it together is not innocent. */
  static double together(Collection<Weight> weights) {
    Map<Family, Double> strongest = new EnumMap<>(Family.class);
    for (Weight weight : weights) {
      strongest.merge(weight.family(), weight.chance(), Math::max);
    }
    Double composite = strongest.remove(Family.COMPOSITE);
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
      case CRITICAL -> by(confidence, 0.7, 0.85, 0.95);
      case HIGH -> by(confidence, 0.5, 0.7, 0.85);
      case MEDIUM -> by(confidence, 0.2, 0.35, 0.5);
      case LOW -> by(confidence, 0.05, 0.08, 0.12);
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
