package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request put before all policies: the gates, and how they combine.
 *
 * <p>Inside an account, with D, R and A for a resource policy that names the caller directly, by
 * its role, or by its account, the request is allowed when no statement denies and
 *
 * <pre>
 *   SCPs and RCPs and (D or (R and limits) or (identity and limits [and (D or R or A)]))
 * </pre>
 *
 * where limits are boundary and session policy, and the bracket holds for roles and KMS keys only,
 * whose policy must agree. Across accounts everything must allow, (D or R or A) included (IAM
 * guide, "Policy evaluation logic" and "Cross-account policy evaluation logic").
 */
final class Evaluation {
  private final Request request;
  private final PolicySet policies;
  private final boolean sameAccount;
  private final boolean trust;
  private final boolean needsResourcePolicy;
  private final Truth serviceLinked;
  private final @Nullable String refusal;

  final Match match;
  final PolicyLayer identity;
  final PolicyLayer resource;
  final PolicyLayer boundary;
  final PolicyLayer session;
  final List<PolicyLayer> scps;
  final List<PolicyLayer> rcps;

  Evaluation(Request request, PolicySet policies, boolean sameAccount) {
    this.request = request;
    this.policies = policies;
    this.sameAccount = sameAccount;
    Caller caller = request.caller();
    boolean bound = caller.hasIdentity();
    match = new Match(request, bound && policies.boundary() != null);
    trust = AwsRule.isTrust(request);
    needsResourcePolicy = trust || AwsRule.isKey(request);
    refusal = AwsRule.refusal(request, sameAccount);
    boolean controlled = !policies.scps().isEmpty() || !policies.rcps().isEmpty();
    serviceLinked = controlled ? serviceLinked(request) : Truth.NO;
    identity = identity(bound);
    Policy own = policies.resource();
    resource = gate(PolicyType.RESOURCE, own == null ? List.of() : List.of(own));
    if (AwsRule.passesOwnDeny(request, sameAccount)) {
      resource.deny = Truth.NO;
    }
    boundary = limit(PolicyType.BOUNDARY, bound ? policies.boundary() : null);
    session = session(bound);
    boolean scpsApply = bound && !policies.callerInManagementAccount();
    scps = scpsApply ? levels(PolicyType.SCP, policies.scps()) : List.of();
    boolean rcpsApply =
        !policies.rcps().isEmpty()
            && !policies.resourceInManagementAccount()
            && AwsRule.isUnderRcps(request);
    rcps = rcpsApply ? levels(PolicyType.RCP, policies.rcps()) : List.of();
    if (policies.legacySelfTrust() && isSelf()) {
      resource.account = Truth.YES;
    }
  }

  /** Whether the role being assumed is the caller's own. */
  private boolean isSelf() {
    Caller caller = request.caller();
    String role = request.resource();
    return trust
        && caller.isRole()
        && sameAccount
        && role.substring(role.lastIndexOf('/') + 1).equals(caller.name());
  }

  private PolicyLayer identity(boolean bound) {
    if (!bound) {
      return new PolicyLayer(PolicyType.IDENTITY, "", List.of());
    }
    if (request.caller().kind() == Caller.Kind.ROOT) {
      return PolicyLayer.open(PolicyType.IDENTITY);
    }
    return gate(PolicyType.IDENTITY, policies.identity());
  }

  /** Without a session policy a role session passes, a federated user's session does not. */
  private PolicyLayer session(boolean bound) {
    boolean federated = request.caller().kind() == Caller.Kind.FEDERATED_USER;
    List<Policy> passed = policies.session();
    return limit(
        PolicyType.SESSION, !bound ? null : passed == null && federated ? List.of() : passed);
  }

  private PolicyLayer limit(PolicyType type, @Nullable List<Policy> limits) {
    return limits == null ? PolicyLayer.open(type) : gate(type, limits);
  }

  private PolicyLayer gate(PolicyType type, List<Policy> documents) {
    PolicyLayer gate = new PolicyLayer(type, "", documents);
    gate.evaluate(match);
    return gate;
  }

  private List<PolicyLayer> levels(PolicyType type, List<Level> levels) {
    if (levels.isEmpty() || serviceLinked == Truth.YES) {
      return List.of();
    }
    List<PolicyLayer> gates = new ArrayList<>(levels.size());
    for (Level level : levels) {
      PolicyLayer gate = new PolicyLayer(type, level.id(), level.policies());
      if (type == PolicyType.RCP && policies.rcpFullAccess()) {
        gate.direct = Truth.YES;
      }
      gate.evaluate(match);
      if (serviceLinked == Truth.UNKNOWN) {
        gate.direct = gate.direct.or(Truth.UNKNOWN);
        gate.deny = gate.deny.and(Truth.UNKNOWN);
      }
      gates.add(gate);
    }
    return gates;
  }

  /** A session ARN hides the role's path, so the name alone leaves it open. */
  private static Truth serviceLinked(Request request) {
    Caller caller = request.caller();
    if (!caller.isRole()) {
      return Truth.NO;
    }
    if (caller.roleArn() != null) {
      return Truth.of(caller.isServiceLinkedRole());
    }
    if (!caller.name().startsWith("AWSServiceRoleFor")) {
      return Truth.NO;
    }
    String arn = request.context().value("aws:PrincipalArn");
    return arn == null ? Truth.UNKNOWN : Truth.of(ReservedPath.SERVICE_LINKED.isOf(arn));
  }

  Truth serviceLinked() {
    return serviceLinked;
  }

  @Nullable String refusal() {
    return refusal;
  }

  Request request() {
    return request;
  }

  boolean sameAccount() {
    return sameAccount;
  }

  boolean needsResourcePolicy() {
    return needsResourcePolicy;
  }

  /** Whether a statement of any gate denies. */
  Truth deny() {
    Truth deny = identity.deny.or(resource.deny).or(boundary.deny).or(session.deny);
    for (int i = 0; i < scps.size(); i++) {
      deny = deny.or(scps.get(i).deny);
    }
    for (int i = 0; i < rcps.size(); i++) {
      deny = deny.or(rcps.get(i).deny);
    }
    return deny;
  }

  /** Whether the gates let the request through, denials aside. */
  Truth allow() {
    if (refusal != null) {
      return Truth.NO;
    }
    Truth control = Truth.YES;
    for (int i = 0; i < scps.size(); i++) {
      control = control.and(scps.get(i).allow());
    }
    for (int i = 0; i < rcps.size(); i++) {
      control = control.and(rcps.get(i).allow());
    }
    return control.and(grant());
  }

  private Truth grant() {
    if (!request.caller().hasIdentity()) {
      return resource.allow();
    }
    Truth limits = boundary.allow().and(session.allow());
    Truth own = identity.allow().and(limits);
    if (!sameAccount) {
      return own.and(resource.allow());
    }
    if (needsResourcePolicy) {
      own = own.and(resource.allow());
    }
    return byName().or(resource.role.and(limits)).or(own);
  }

  private Truth byName() {
    boolean limited =
        policies.boundaryLimitsTrustedUser()
            && request.caller().kind() == Caller.Kind.USER
            && trust;
    return limited ? resource.direct.and(boundary.allow()) : resource.direct;
  }

  /** Whether no policy but identity policies takes part. */
  boolean isPlain() {
    return resource.policies.isEmpty()
        && boundary.policies.isEmpty()
        && session.policies.isEmpty()
        && scps.isEmpty()
        && rcps.isEmpty();
  }

  /** All gates that have policies or could block. */
  List<PolicyLayer> gates() {
    List<PolicyLayer> gates = new ArrayList<>(List.of(identity, resource, boundary, session));
    gates.addAll(scps);
    gates.addAll(rcps);
    return gates;
  }
}
