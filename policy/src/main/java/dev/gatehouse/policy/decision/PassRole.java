package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Whether a caller may hand a role to a service. It is no call of its own: AWS checks {@code
 * iam:PassRole} on the role, with {@code iam:PassedToService}, while the caller creates something
 * that takes the role, and the role's trust policy must trust the service besides.
 */
public final class PassRole {
  private PassRole() {}

  /**
   * The answer for one caller, role and service.
   *
   * @param service the principal name, such as {@code lambda.amazonaws.com}
   * @param policies the caller's policies; a resource policy among them plays no part
   * @param trust the role's trust policy
   */
  public static Decision decide(
      Caller caller,
      String roleArn,
      String service,
      Context context,
      PolicySet policies,
      Policy trust) {
    Context keys = context.toBuilder().put("iam:PassedToService", service).build();
    PolicySet own =
        PolicySet.builder()
            .identity(policies.identity())
            .boundary(policies.boundary())
            .session(policies.session())
            .scps(policies.scps())
            .callerInManagementAccount(policies.callerInManagementAccount())
            .build();
    Decision passes = Evaluator.decide(Request.of(caller, "iam:PassRole", roleArn, keys), own);
    PolicySet trusting = PolicySet.builder().resource(trust).build();
    Caller taker = Caller.service(service);
    Decision trusts =
        Evaluator.decide(
            Request.of(
                taker,
                "sts:AssumeRole",
                roleArn,
                new Context.Builder().everythingElseUnknown().build()),
            trusting);
    if (!passes.allowed()) {
      return passes;
    }
    List<DecidingStatement> because = new ArrayList<>(passes.because());
    because.addAll(trusts.because());
    TreeSet<String> unknown = new TreeSet<>(trusts.unknown());
    return new Decision(trusts.outcome(), because, trusts.blockers(), List.copyOf(unknown));
  }
}
