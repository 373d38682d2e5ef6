package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.estate.graph.edge.LiveSession;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.output.lineage.EvidenceRecord;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import dev.gatehouse.trail.SessionContext;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a session in a trail by access key id, session ARN or session name, with what it brings.
 */
final class LiveTrail {
  private final String asked;
  private @Nullable Found found;
  private int sessions;

  LiveTrail(String asked) {
    this.asked = asked;
  }

  /**
   * The session found last.
   *
   * @param key of its credential, as an activity names it
   * @param since when it began; its first record where nobody says
   * @param issuedBy event id of the issuing record; null where none was found
   */
  record Found(
      String key,
      String arn,
      UserIdentity who,
      Instant since,
      Instant last,
      @Nullable String issuedBy) {}

  /** Takes in the next activity, in the order of time. */
  void add(Activity activity) {
    TrailEvent event = activity.event();
    UserIdentity who = event.userIdentity();
    String arn = who.arn();
    String key = activity.session();
    if (arn == null || activity.secondCopy()) {
      return;
    }
    if (!key.equals(asked) && !arn.equals(asked) && !arn.endsWith("/" + asked)) {
      return;
    }
    Found old = found;
    boolean same = old != null && old.key().equals(key);
    sessions += same ? 0 : 1;
    List<Hop> hops = activity.lineage().hops();
    String issuedBy = hops.isEmpty() ? null : hops.get(0).issuedBy();
    SessionContext session = who.session();
    Instant created = session == null ? null : session.creationDate();
    Instant since = created != null ? created : same && old != null ? old.since() : event.time();
    found = new Found(key, arn, who, since, event.time(), issuedBy);
  }

  /** The session; null if no record is of it. */
  @Nullable Found found() {
    return found;
  }

  /** How many times the trail goes over to a session of that name. */
  int sessions() {
    return sessions;
  }

  /** What the session brings into a decision. */
  static LiveSession live(Found found, TrailInput input, Inventory inventory) {
    Map<String, String> keys = new HashMap<>();
    SessionContext session = found.who().session();
    if (session != null) {
      Boolean mfa = session.mfaAuthenticated();
      if (mfa != null) {
        keys.put("aws:MultiFactorAuthPresent", mfa.toString());
      }
      keys.put("aws:TokenIssueTime", found.since().toString());
      if (session.sourceIdentity() != null) {
        keys.put("aws:SourceIdentity", session.sourceIdentity());
      }
    }
    if (found.who().principalId() != null) {
      keys.put("aws:userid", found.who().principalId());
    }
    return new LiveSession(found.arn(), limits(found, input, inventory), keys);
  }

  /** The session policies of the issuing record; null where it has none or there is none. */
  private static @Nullable List<Policy> limits(Found found, TrailInput input, Inventory inventory) {
    if (found.issuedBy() == null) {
      return null;
    }
    EvidenceRecord record = input.records(Set.of(found.issuedBy())).get(found.issuedBy());
    if (record == null) {
      return null;
    }
    List<Policy> limits = new ArrayList<>();
    String text = record.event().request("policy");
    if (text != null) {
      try {
        limits.add(Policy.parse("session policy", text));
      } catch (PolicyException unreadable) {
        limits.add(Policy.unknown("session policy"));
      }
    }
    String parameters = record.event().requestParameters();
    Object tree = parameters == null ? null : Json.tree(parameters);
    if (tree instanceof Map<?, ?> map && map.get("policyArns") instanceof List<?> list) {
      for (Object each : list) {
        Object arn = each instanceof Map<?, ?> one ? one.get("arn") : each;
        limits.add(inventory.managedPolicy(String.valueOf(arn)));
      }
    }
    return limits.isEmpty() ? null : limits;
  }
}
