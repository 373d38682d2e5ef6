package dev.gatehouse.harden.history;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of which findings speak, so that an attack in the history does not become what a policy
 * is made to allow.
 *
 * <p>Left out are: the records that a finding cites; what was done with the credentials that acted
 * in it or that its records issued, and with whatever came of them; and the call that issued the
 * acting session. A key of long life is used by its owner and its thief alike, so its calls are
 * left out from {@link #AROUND} before the finding to {@link #AROUND} after it. Changes of trust by
 * the callers of a case of high severity are doubted for as long around it.
 */
public final class SuspectSessions {
  /** Nothing is suspect. */
  public static final SuspectSessions NONE = new SuspectSessions();

  /** How long around a finding a key of long life is not trusted. */
  public static final Duration AROUND = Duration.ofHours(24);

  private final Map<String, String> events = new HashMap<>();
  private final Map<String, String> sessions = new HashMap<>();
  private final Map<String, Period> keys = new HashMap<>();
  private final Map<String, Period> origins = new HashMap<>();

  private record Period(String finding, Instant from, Instant to) {
    Period and(Period other) {
      return new Period(
          finding,
          from.isBefore(other.from) ? from : other.from,
          to.isAfter(other.to) ? to : other.to);
    }
  }

  private SuspectSessions() {}

  /**
   * What a finding says of sessions.
   *
   * @param id of the finding
   * @param evidence event ids
   * @param accessKeyId of the credential that acted; null where not known
   * @param issuedBy event id of the call that issued it; null where not known
   * @param origins who is behind it, where it is, or belongs to, a case of high severity; what they
   *     changed of trust around that time is not taken for intended
   */
  public record Suspicion(
      String id,
      Instant start,
      Instant end,
      List<String> evidence,
      @Nullable String accessKeyId,
      @Nullable String issuedBy,
      List<String> origins) {
    public Suspicion {
      evidence = List.copyOf(evidence);
      origins = List.copyOf(origins);
    }

    /** That of a finding; empty for one of low severity. */
    public static Optional<Suspicion> of(Finding finding) {
      if (finding.severity().compareTo(Severity.MEDIUM) < 0) {
        return Optional.empty();
      }
      List<Hop> hops = finding.lineage().hops();
      Hop acting = hops.isEmpty() ? null : hops.get(0);
      return Optional.of(
          new Suspicion(
              finding.id(),
              finding.start(),
              finding.end(),
              finding.evidence(),
              acting == null ? null : acting.accessKeyId(),
              acting == null ? null : acting.issuedBy(),
              finding.severity().compareTo(Severity.HIGH) < 0
                  ? List.of()
                  : List.of(finding.lineage().origin())));
    }

    /** That of a case: its callers; empty for one of less than high severity. */
    public static Optional<Suspicion> of(Case told) {
      boolean suspect = told.mergedInto() == null && told.severity().compareTo(Severity.HIGH) >= 0;
      return suspect
          ? Optional.of(
              new Suspicion(
                  told.id(), told.start(), told.end(), List.of(), null, null, told.origins()))
          : Optional.empty();
    }
  }

  /**
   * The sessions of findings.
   *
   * @param cited the records that the findings cite, as far as they were found
   */
  public static SuspectSessions of(
      Collection<Suspicion> suspicions, Map<String, TrailEvent> cited) {
    SuspectSessions suspects = new SuspectSessions();
    for (Suspicion each : suspicions) {
      Period period = new Period(each.id(), each.start().minus(AROUND), each.end().plus(AROUND));
      each.evidence().forEach(id -> suspects.events.putIfAbsent(id, each.id()));
      suspects.key(each.accessKeyId(), period);
      each.origins().forEach(who -> suspects.origins.merge(who, period, Period::and));
      if (each.issuedBy() != null) {
        suspects.events.putIfAbsent(each.issuedBy(), each.id());
      }
      for (String id : each.evidence()) {
        TrailEvent event = cited.get(id);
        if (event != null) {
          suspects.key(event.userIdentity().accessKeyId(), period);
          suspects.key(issued(event), period);
        }
      }
    }
    return suspects;
  }

  private void key(@Nullable String key, Period period) {
    if (key == null) {
      return;
    }
    if (UniqueId.LONG_TERM_KEY.is(key)) {
      keys.merge(key, period, Period::and);
    } else {
      sessions.putIfAbsent(key, period.finding());
    }
  }

  private static @Nullable String issued(TrailEvent event) {
    String response = event.responseElements();
    return response == null ? null : Json.text(response, "credentials", "accessKeyId");
  }

  /** The finding for which a call is left out; null for none. */
  @Nullable String findingOf(Activity activity) {
    if (events.isEmpty() && sessions.isEmpty() && keys.isEmpty()) {
      return null;
    }
    TrailEvent event = activity.event();
    String finding = events.get(event.id());
    String key = event.userIdentity().accessKeyId();
    finding = finding == null ? ofKey(key, event.time()) : finding;
    finding = finding == null ? ofKey(issued(event), event.time()) : finding;
    for (Hop hop : activity.lineage().hops()) {
      finding = finding == null ? ofKey(hop.accessKeyId(), event.time()) : finding;
    }
    return finding;
  }

  /** The finding or case of whose callers an activity is one; null for none. */
  @Nullable String caseOf(Activity activity) {
    Period period = origins.get(activity.lineage().origin());
    Instant time = activity.event().time();
    return period == null || time.isBefore(period.from) || time.isAfter(period.to)
        ? null
        : period.finding;
  }

  private @Nullable String ofKey(@Nullable String key, Instant time) {
    if (key == null) {
      return null;
    }
    Period period = keys.get(key);
    if (period != null && !time.isBefore(period.from) && !time.isAfter(period.to)) {
      return period.finding;
    }
    return sessions.get(key);
  }
}
