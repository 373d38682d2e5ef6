package dev.gatehouse.estate.graph.query;

import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Requirement;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.policy.decision.Blocker;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicyType;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts requests before the policy engine and words its answers as rulings. */
public final class PolicyQueries {
  /** Without an allow in the caller's own policies there is nothing to tell. */
  public static final Set<PolicyType> OWN = Set.of(PolicyType.IDENTITY);

  /** Without an allow on each side there is nothing to tell. */
  public static final Set<PolicyType> BOTH_SIDES = Set.of(PolicyType.IDENTITY, PolicyType.RESOURCE);

  /** Every answer is told. */
  public static final Set<PolicyType> NEITHER = Set.of();

  /** Keys that follow from the organization: not knowing them is a want of files. */
  private static final List<String> OF_THE_ORGANIZATION =
      List.of("aws:principalorg", "aws:resourceorg", "aws:resourceaccount", "aws:principalarn");

  private PolicyQueries() {}

  /**
   * The engine's answer; null when the request is denied for want of an allow in one of the silent
   * kinds of policy, or because AWS refuses it whatever policies say.
   */
  public static @Nullable Ruling decide(
      Request request, PolicySet policies, Set<PolicyType> silent) {
    Decision decision = Evaluator.decide(request, policies);
    return switch (decision.outcome()) {
      case ALLOWED -> new Ruling(EdgeVerdict.OPEN, List.of(), List.of(), decision.because());
      case UNKNOWN -> unknown(request, policies, decision);
      case IMPLICITLY_DENIED, EXPLICITLY_DENIED -> denied(decision, silent);
    };
  }

  private static Ruling unknown(Request request, PolicySet policies, Decision decision) {
    boolean missing = decision.unknown().stream().anyMatch(PolicyQueries::isMissing);
    List<Requirement> needed = missing ? null : ContextSearch.of(request, policies, decision);
    if (needed != null) {
      EdgeVerdict verdict = needed.isEmpty() ? EdgeVerdict.OPEN : EdgeVerdict.CONDITIONAL;
      return new Ruling(verdict, needed, List.of(), decision.because());
    }
    return new Ruling(
        EdgeVerdict.UNKNOWN,
        ContextSearch.asked(request, policies, decision),
        List.of(),
        decision.because());
  }

  private static boolean isMissing(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.startsWith("policy:") || OF_THE_ORGANIZATION.stream().anyMatch(lower::startsWith);
  }

  private static @Nullable Ruling denied(Decision decision, Set<PolicyType> silent) {
    List<String> blockedBy = new ArrayList<>();
    for (Blocker blocker : decision.blockers()) {
      if (!blocker.certain()) {
        continue;
      }
      boolean refused = blocker.type() == PolicyType.AWS;
      if (refused || (!blocker.explicit() && silent.contains(blocker.type()))) {
        return null;
      }
      blockedBy.add(text(blocker));
    }
    return new Ruling(EdgeVerdict.BLOCKED, List.of(), blockedBy, decision.because());
  }

  private static String text(Blocker blocker) {
    if (blocker.statements().isEmpty()) {
      return blocker.message();
    }
    return blocker.message()
        + ": "
        + String.join(", ", blocker.statements().stream().map(String::valueOf).toList());
  }

  /** Whether the subject's own policies may allow a call, denials and limits aside. */
  public static boolean may(Subject subject, String action, String resource) {
    for (Policy policy : subject.identity()) {
      if (Allows.may(policy, action, resource, subject.keys())) {
        return true;
      }
    }
    return false;
  }
}
