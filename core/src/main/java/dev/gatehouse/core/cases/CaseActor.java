package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Naming;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import java.util.Optional;

/** Who is behind a finding, in the words that an investigator would use. */
final class CaseActor {
  private CaseActor() {}

  /**
   * The person, key or workload: of a deputy that was woken by somebody else's event, the sender.
   */
  static String of(Finding finding) {
    return sender(finding.lineage())
        .map(cause -> Naming.behind(cause.by()))
        .orElseGet(() -> origin(finding));
  }

  private static String origin(Finding finding) {
    Lineage lineage = finding.lineage();
    boolean nameless =
        lineage.originType() == OriginType.UNKNOWN
            || (lineage.originType() == OriginType.SERVICE && lineage.workload() == null);
    return nameless ? Naming.behind(finding.identity()) : of(lineage);
  }

  /** Where the way home begins: {@code i-0123456789abcdef0 (ec2.amazonaws.com)} for a machine. */
  static String of(Lineage lineage) {
    String origin = Naming.behind(lineage.origin());
    return lineage.workload() == null
        ? origin
        : Quote.plain(lineage.workload()) + " (" + origin + ")";
  }

  /** The event that woke the workload, where it is known whose it was. */
  static Optional<Cause> sender(Lineage lineage) {
    return lineage.causes().stream()
        .filter(cause -> cause.kind() == Cause.Kind.EVENT_SENT)
        .filter(cause -> cause.confidence() >= Cause.LIKELY)
        .findFirst();
  }
}
