package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Likelihood;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * What becomes of the findings of one detection.
 *
 * @param mode whether they count
 * @param mediumFromBits how unlikely a finding must be to be of medium severity; 0 for no more than
 *     the detection itself asks
 * @param highFromBits the same of high and critical
 */
public record DetectionPolicy(DetectionMode mode, double mediumFromBits, double highFromBits)
    implements Serializable {
  /** They count as the detection raises them. */
  public static final DetectionPolicy USUAL = new DetectionPolicy(DetectionMode.ON, 0, 0);

  private static final Measure LOWERED =
      Measure.of("severity-lowered", "severity lowered by the settings:", "as raised");

  /** No count is so unlikely that its odds have more bits. */
  public static final double BITS_MAX = 1_000_000;

  /**
   * The finding with the severity that its odds earn. One that tells no odds, because a fixed limit
   * raised it, stays as it is.
   */
  public Finding apply(Finding finding) {
    OptionalDouble odds = finding.bits();
    if (odds.isEmpty()) {
      return finding;
    }
    double bits = odds.getAsDouble();
    Severity raised = finding.severity();
    Severity earned = raised;
    if (earned.compareTo(Severity.HIGH) >= 0 && bits < highFromBits) {
      earned = Severity.MEDIUM;
    }
    if (earned == Severity.MEDIUM && bits < mediumFromBits) {
      earned = Severity.LOW;
    }
    if (earned == raised) {
      return finding;
    }
    double asked = earned == Severity.LOW ? mediumFromBits : highFromBits;
    return finding.as(
        earned,
        Reason.of(LOWERED, Quantity.text(earned.word()), Quantity.text(raised.word()))
            .about("less unlikely than " + Likelihood.words(asked)));
  }

  /** Without thresholds. */
  public DetectionPolicy untuned() {
    return new DetectionPolicy(mode, 0, 0);
  }

  /** With a threshold for medium. */
  public DetectionPolicy mediumFrom(double bits) {
    return new DetectionPolicy(mode, bits, highFromBits);
  }

  /** With a threshold for high. */
  public DetectionPolicy highFrom(double bits) {
    return new DetectionPolicy(mode, mediumFromBits, bits);
  }
}
