package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a detection judged one record to be, alone or together with those before it.
 *
 * @param subject what was done to what, exactly; tells apart two findings of one session and hour
 * @param headline who did what
 */
public record Match(
    String subject, Headline headline, Severity severity, Confidence confidence, List<Reason> why) {
  public Match {
    why = List.copyOf(why);
  }

  /** The same with another severity, for one more reason. */
  public Match as(Severity other, Reason because) {
    List<Reason> reasons = new ArrayList<>(why);
    reasons.add(because);
    return new Match(subject, headline, other, confidence, reasons);
  }

  /** The same for other reasons. */
  Match because(List<Reason> reasons) {
    return new Match(subject, headline, severity, confidence, reasons);
  }

  /** See {@link Finding#score}. */
  public int score() {
    return Finding.score(severity, confidence);
  }

  /** The finding that this is, as of the record {@code by}. */
  public Finding finding(About about, String id, Activity by, Evidence evidence, Instant raised) {
    return new Finding(
        id,
        about.id(),
        about.category(),
        headline,
        severity,
        confidence,
        by.identity(),
        by.lineage().origin(),
        by.recordedIn(),
        raised,
        evidence,
        by.lineage(),
        why,
        about.attack());
  }
}
