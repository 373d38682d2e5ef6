package dev.gatehouse.estate.graph.query;

import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose policies are known, as the engine needs him.
 *
 * @param arn of the user, role or group whose policies these are; "" for administrators
 * @param groups ARNs of the groups a user is in
 * @param identity the documents of {@code held}
 * @param boundary null when there is none
 * @param session policies of one session; null when there are none
 * @param spared whether SCPs spare the account
 * @param keys what is known of the condition keys that the caller brings; all others are unknown
 */
public record Subject(
    Node node,
    String arn,
    Caller caller,
    Set<String> groups,
    List<Held> held,
    List<Policy> identity,
    @Nullable List<Policy> boundary,
    @Nullable List<Policy> session,
    List<Level> scps,
    boolean spared,
    Context keys) {

  public static final Policy ALL =
      Policy.parse(
          "every permission",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  public String account() {
    return caller.account();
  }

  /** The policies on the caller's side, to which those of the resource are added. */
  public PolicySet.Builder policies() {
    return PolicySet.builder()
        .identity(identity)
        .boundary(boundary)
        .session(session)
        .scps(scps)
        .callerInManagementAccount(spared);
  }

  public Subject with(List<Held> changed, @Nullable List<Policy> changedBoundary) {
    return new Subject(
        node,
        arn,
        caller,
        groups,
        changed,
        changed.stream().map(Held::policy).toList(),
        changedBoundary,
        session,
        scps,
        spared,
        keys);
  }

  Subject as(Node other) {
    return new Subject(
        other, arn, caller, groups, held, identity, boundary, session, scps, spared, keys);
  }

  public Subject inSession(
      Node other, Caller session, @Nullable List<Policy> limits, Context known) {
    return new Subject(
        other, arn, session, groups, held, identity, boundary, limits, scps, spared, known);
  }

  /** The same after it has given itself every permission. */
  public Subject raised() {
    List<Held> more = new ArrayList<>(held);
    more.add(new Held(arn, ALL.name(), ALL));
    return with(more, boundary).as(raisedTo());
  }

  /** The same as a member of one more group. */
  public Subject joining(Subject group) {
    Set<String> more = new LinkedHashSet<>(groups);
    more.add(group.arn());
    List<Held> all = new ArrayList<>(held);
    all.addAll(group.held());
    Subject member = with(all, boundary);
    return new Subject(
        node, arn, caller, more, all, member.identity(), boundary, session, scps, spared, keys);
  }

  /** What it becomes by giving itself every permission: an administrator if nothing limits it. */
  public Node raisedTo() {
    return unlimited() ? Node.administrator(account()) : Node.raised(arn);
  }

  /** Whether a document is missing, so that nothing it may do is certain. */
  public boolean partlyUnknown() {
    return identity.stream().anyMatch(Policy::opaque);
  }

  /** Whether it holds every permission and nothing but SCPs limits it. */
  public boolean administrator() {
    return unlimited() && identity.stream().anyMatch(Grants::isAdministrator);
  }

  /** Whether neither boundary nor session policy nor a Deny of its own limits it. */
  public boolean unlimited() {
    return open(boundary) && open(session) && identity.stream().noneMatch(Allows::denies);
  }

  private static boolean open(@Nullable List<Policy> limits) {
    return limits == null
        || (limits.stream().noneMatch(Allows::denies)
            && limits.stream().anyMatch(Grants::isAdministrator));
  }
}
