package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import java.util.List;

/**
 * What one record was judged to be.
 *
 * @param subject what was done to what, exactly; tells apart two findings of one session and hour
 * @param headline who did what
 */
public record Act(
    String subject, Headline headline, Severity severity, Confidence confidence, List<Reason> why) {
  /** TEMPORARY: with a title in words; see {@link Prose}. */
  public Act(
      String subject, String title, Severity severity, Confidence confidence, List<Reason> why) {
    this(subject, Prose.headline(title), severity, confidence, why);
  }
}
