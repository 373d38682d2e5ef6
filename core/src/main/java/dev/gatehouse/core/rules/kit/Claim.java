package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Findings put together out of what a detection knows. */
public final class Claim {
  private Claim() {}

  /** A finding of the record {@code by}, with the words of {@code act}. */
  public static Finding finding(
      About about, String id, Act act, Activity by, Evidence evidence, Instant raised) {
    String recipient = by.event().recipientAccountId();
    return new Finding(
        id,
        about.id(),
        about.category(),
        act.headline(),
        act.severity(),
        act.confidence(),
        by.identity(),
        by.lineage().origin(),
        recipient != null ? recipient : by.account(),
        raised,
        evidence,
        by.lineage(),
        act.why(),
        about.attack());
  }

  /** The finding with one more act that made its way possible. */
  public static Finding causedBy(Finding f, Cause cause) {
    Lineage way = f.lineage();
    List<Cause> causes = new ArrayList<>(way.causes());
    causes.removeIf(other -> other.eventId().equals(cause.eventId()));
    causes.add(cause);
    return f.along(way.withCauses(causes));
  }

  /** See {@link Finding#score}. */
  public static int score(Severity severity, Confidence confidence) {
    return Finding.score(severity, confidence);
  }

  /** The next severity down; low stays low. */
  public static Severity below(Severity severity) {
    return switch (severity) {
      case LOW, MEDIUM -> Severity.LOW;
      case HIGH -> Severity.MEDIUM;
      case CRITICAL -> Severity.HIGH;
    };
  }

  /** The reasons and one more. */
  public static List<Reason> and(List<Reason> why, Reason more) {
    List<Reason> all = new ArrayList<>(why);
    all.add(more);
    return List.copyOf(all);
  }
}
