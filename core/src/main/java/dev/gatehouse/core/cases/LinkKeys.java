package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.policy.aws.UniqueId;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a finding can be tied to others by.
 *
 * @param firm temporary credentials on its way home: each is one session of one being
 * @param byTime names that tie only what happens within {@link GroupFindings#QUIET}: a person, a
 *     long-term key, a workload lives on for years
 * @param shown records it cites
 * @param made records of acts without which there would be no such way: a key made, a machine
 *     started
 * @param caused records of acts it may be a consequence of, as others may too; it is tied to a
 *     finding that found such an act itself worth attention
 */
record LinkKeys(
    Set<String> firm, Set<String> byTime, Set<String> shown, Set<String> made, Set<String> caused) {
  static LinkKeys of(Finding finding) {
    Set<String> firm = new LinkedHashSet<>();
    Set<String> byTime = new LinkedHashSet<>();
    Set<String> made = new LinkedHashSet<>();
    Set<String> caused = new LinkedHashSet<>();
    Lineage lineage = finding.lineage();
    for (Hop hop : lineage.hops()) {
      String session = hop.accessKeyId() != null ? hop.accessKeyId() : hop.sessionArn();
      tie(session, firm, byTime);
    }
    String origin = origin(finding);
    if (origin != null) {
      byTime.add("origin " + origin);
    }
    for (Cause cause : lineage.causes()) {
      if (isOnlyWay(cause)) {
        tie(cause.byAccessKeyId(), firm, byTime);
        made.add(record(cause.eventId()));
      } else {
        caused.add(record(cause.eventId()));
      }
    }
    Set<String> shown = new LinkedHashSet<>();
    finding.evidence().forEach(eventId -> shown.add(record(eventId)));
    return new LinkKeys(firm, byTime, shown, made, caused);
  }

  private static String record(String eventId) {
    return "record " + eventId;
  }

  /**
   * Whether who comes this way can only come by that act. A trust or a bus is there for many,
   * unless it is known whose event it was.
   */
  private static boolean isOnlyWay(Cause cause) {
    return switch (cause.kind()) {
      case ACCESS_KEY_CREATED,
          USER_CREATED,
          LOGIN_PROFILE_SET,
          PROVIDER_CREATED,
          TRUST_ANCHOR_CREATED,
          COMPUTE_CREATED,
          COMPUTE_CHANGED ->
          true;
      case ROLE_CREATED, TRUST_OPENED -> false;
      case EVENT_SENT -> cause.confidence() >= Cause.LIKELY;
    };
  }

  /** A temporary credential is one session; a long-term key has an owner with a daily life. */
  private static void tie(@Nullable String session, Set<String> firm, Set<String> byTime) {
    if (session != null) {
      (UniqueId.LONG_TERM_KEY.is(session) ? byTime : firm).add("session " + session);
    }
  }

  /** Whom to tie by: one being, or one machine; never a whole service. */
  private static @Nullable String origin(Finding finding) {
    Lineage lineage = finding.lineage();
    OriginType type = lineage.originType();
    return switch (type) {
      case USER, ROOT, FEDERATED, IDENTITY_CENTER, ACCOUNT -> finding.origin();
      case SERVICE ->
          lineage.workload() == null
              ? finding.identity()
              : finding.origin() + " " + lineage.workload();
      case UNKNOWN -> finding.identity().equals("unknown") ? null : finding.identity();
    };
  }
}
