package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind a finding.
 *
 * @param identity as an origin; the acting identity where the origin is not known
 * @param type of the origin
 * @param name what people call it, safe to show
 * @param workload the instance, function, task or pod, where known
 */
public record CaseActor(String identity, OriginType type, String name, @Nullable String workload) {

  /**
   * The person, key or workload: of a deputy that was woken by somebody else's event, the sender.
   */
  static CaseActor of(Finding finding, Names names) {
    Lineage lineage = finding.lineage();
    Optional<Cause> sender = sender(lineage);
    if (sender.isPresent()) {
      String by = sender.get().by();
      return new CaseActor(by, OriginType.of(by), names.identity(by), null);
    }
    OriginType type = lineage.originType();
    boolean nameless =
        type == OriginType.UNKNOWN
            || (type == OriginType.SERVICE && lineage.workload() == null)
            || !finding.origin().equals(lineage.origin());
    return nameless
        ? new CaseActor(finding.identity(), type, names.identity(finding.identity()), null)
        : new CaseActor(lineage.origin(), type, names.behind(lineage), lineage.workload());
  }

  /** Whether it is one being or machine, and not a whole service or nobody that is known. */
  boolean isOne() {
    return switch (type) {
      case USER, ROOT, FEDERATED, IDENTITY_CENTER, ACCOUNT -> true;
      case SERVICE -> workload != null;
      case UNKNOWN -> false;
    };
  }

  /** The event that woke the workload, where it is known whose it was. */
  static Optional<Cause> sender(Lineage lineage) {
    return lineage.causes().stream()
        .filter(cause -> cause.kind() == Cause.Kind.EVENT_SENT)
        .filter(cause -> cause.confidence() >= Cause.LIKELY)
        .findFirst();
  }
}
