package dev.gatehouse.harden.proof;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.harden.history.Assumed;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks in a trail for what a rollout does: whether the policy is in force, who has come since, and
 * who was refused. Activities come in the order of their time.
 */
public final class RolloutCheck {
  private static final int RECORDS_MAX = 20;

  private final String roleArn;
  private final String policySha256;
  private final Set<String> expected;
  private ObservedCalls.@Nullable Evidence applied;
  private @Nullable String appliedBy;
  private boolean replaced;
  private final Map<String, Long> came = new TreeMap<>();
  private final Map<String, Long> refused = new TreeMap<>();
  private final List<ObservedCalls.Evidence> refusals = new ArrayList<>();

  /**
   * @param policySha256 of the policy's canonical text
   * @param expected the callers of the certificate
   */
  public RolloutCheck(String roleArn, String policySha256, Set<String> expected) {
    this.roleArn = roleArn;
    this.policySha256 = policySha256;
    this.expected = Set.copyOf(expected);
  }

  /** How a rollout goes. */
  public enum State {
    /** No record puts the policy in force. */
    NOT_APPLIED("not applied"),
    /** Another policy came after it. */
    REPLACED("replaced"),
    /** Somebody was refused since. */
    REFUSALS("refusals"),
    /** Nobody was refused, and some callers have not come yet. */
    WAITING("waiting for callers"),
    /** All callers came and none was refused. */
    DONE("done");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** For people and JSON. */
    public String words() {
      return words;
    }
  }

  /**
   * What was found.
   *
   * @param applied the record that put the policy in force
   * @param came calls since then by caller
   * @param missing callers of the certificate that have not come
   * @param refused refused calls since then by caller
   * @param refusals their first records
   */
  public record Result(
      State state,
      ObservedCalls.@Nullable Evidence applied,
      @Nullable String appliedBy,
      Map<String, Long> came,
      Set<String> missing,
      Map<String, Long> refused,
      List<ObservedCalls.Evidence> refusals) {}

  /** Takes the next activity. */
  public void take(Activity activity) {
    TrailEvent event = activity.event();
    if (event.is("iam.amazonaws.com", "UpdateAssumeRolePolicy")) {
      updated(activity);
      return;
    }
    Assumed assumed = applied == null || activity.secondCopy() ? null : Assumed.of(event);
    if (assumed == null || !assumed.roleArn().equals(roleArn)) {
      return;
    }
    if (assumed.succeeded()) {
      came.merge(assumed.caller(), 1L, Long::sum);
    } else {
      refused.merge(assumed.caller(), 1L, Long::sum);
      if (refusals.size() < RECORDS_MAX) {
        refusals.add(new ObservedCalls.Evidence(event.time(), event.id()));
      }
    }
  }

  private void updated(Activity activity) {
    TrailEvent event = activity.event();
    String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    boolean same =
        event.succeeded()
            && name.equals(event.request("roleName"))
            && roleArn.contains("::" + event.recipientAccountId() + ":");
    if (!same) {
      return;
    }
    String document = event.request("policyDocument");
    if (document != null && policySha256.equals(sha256(document))) {
      if (applied == null || replaced) {
        applied = new ObservedCalls.Evidence(event.time(), event.id());
        boolean home = activity.lineage().originType() != OriginType.UNKNOWN;
        appliedBy = home ? activity.lineage().origin() : activity.identity();
        replaced = false;
        came.clear();
        refused.clear();
        refusals.clear();
      }
    } else {
      replaced = applied != null;
    }
  }

  private static String sha256(String document) {
    try {
      return TrustDocument.of(Policy.parse("applied", document)).sha256();
    } catch (PolicyException malformed) {
      return "";
    }
  }

  /** What was found so far. */
  public Result result() {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(came.keySet());
    State state =
        applied == null
            ? State.NOT_APPLIED
            : replaced
                ? State.REPLACED
                : !refused.isEmpty()
                    ? State.REFUSALS
                    : missing.isEmpty() ? State.DONE : State.WAITING;
    return new Result(
        state,
        applied,
        appliedBy,
        new TreeMap<>(came),
        missing,
        new TreeMap<>(refused),
        List.copyOf(refusals));
  }
}
