package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Naming;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns an evaluation into an answer with reasons; the costly part is left out for what is allowed.
 */
final class Reasons {
  private final Evaluation evaluation;

  private Reasons(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  static Decision of(Evaluation evaluation) {
    Reasons verdict = new Reasons(evaluation);
    Truth deny = evaluation.deny();
    Truth allow = evaluation.allow();
    if (allow == Truth.YES && deny == Truth.NO) {
      return new Decision(Outcome.ALLOWED, verdict.allowing(), List.of(), List.of());
    }
    List<Blocker> blockers = verdict.blockers();
    if (deny == Truth.YES) {
      List<DecidingStatement> denying = new ArrayList<>();
      for (Blocker blocker : blockers) {
        if (blocker.explicit() && blocker.certain()) {
          denying.addAll(blocker.statements());
        }
      }
      return new Decision(Outcome.EXPLICITLY_DENIED, denying, blockers, List.of());
    }
    if (allow == Truth.NO) {
      return new Decision(Outcome.IMPLICITLY_DENIED, List.of(), blockers, List.of());
    }
    return new Decision(Outcome.UNKNOWN, verdict.allowing(), blockers, UnknownKeys.of(evaluation));
  }

  /** The statements that let the request through, one a gate. */
  private List<DecidingStatement> allowing() {
    DecidingStatement own = evaluation.identity.allowing();
    if (own != null && evaluation.isPlain()) {
      return List.of(own);
    }
    List<DecidingStatement> statements = new ArrayList<>(6);
    add(evaluation.identity, statements);
    add(evaluation.resource, statements);
    add(evaluation.boundary, statements);
    add(evaluation.session, statements);
    for (int i = 0; i < evaluation.scps.size(); i++) {
      add(evaluation.scps.get(i), statements);
    }
    for (int i = 0; i < evaluation.rcps.size(); i++) {
      add(evaluation.rcps.get(i), statements);
    }
    return statements;
  }

  private static void add(PolicyLayer gate, List<DecidingStatement> statements) {
    DecidingStatement statement = gate.allowing();
    if (statement != null) {
      statements.add(statement);
    }
  }

  private List<Blocker> blockers() {
    List<Blocker> blockers = new ArrayList<>();
    if (evaluation.refusal() != null) {
      blockers.add(new Blocker(PolicyType.AWS, "", false, true, List.of(), evaluation.refusal()));
    }
    for (PolicyLayer gate : evaluation.gates()) {
      denials(gate, blockers);
    }
    for (PolicyLayer gate : evaluation.gates()) {
      if (blocksByMissingAllow(gate)) {
        boolean certain = gate.allow() == Truth.NO;
        blockers.add(new Blocker(gate.type, gate.level, false, certain, List.of(), missing(gate)));
      }
    }
    return blockers;
  }

  private void denials(PolicyLayer gate, List<Blocker> blockers) {
    if (gate.deny == Truth.NO) {
      return;
    }
    List<DecidingStatement> certain = new ArrayList<>();
    List<DecidingStatement> possible = new ArrayList<>();
    boolean opaque = false;
    for (Policy policy : gate.policies) {
      opaque |= policy.opaque();
      if (policy.opaque()) {
        continue;
      }
      for (int place : policy.candidates(evaluation.request().service())) {
        Statement statement = policy.statements().get(place);
        if (statement.effect() == Effect.ALLOW
            || evaluation.match.naming(statement, gate.type) == Naming.NONE) {
          continue;
        }
        Truth truth = evaluation.match.truth(statement, gate.type).and(gate.deny);
        if (truth != Truth.NO) {
          (truth == Truth.YES ? certain : possible)
              .add(new DecidingStatement(gate.type, gate.level, policy, statement));
        }
      }
    }
    if (!certain.isEmpty()) {
      blockers.add(
          new Blocker(
              gate.type, gate.level, true, true, certain, with(gate, "denies the request")));
    }
    if (!possible.isEmpty() || opaque) {
      blockers.add(
          new Blocker(
              gate.type, gate.level, true, false, possible, with(gate, "may deny the request")));
    }
  }

  /** Whether the request would get further if the gate allowed it. */
  private boolean blocksByMissingAllow(PolicyLayer gate) {
    if (gate.allow() == Truth.YES) {
      return false;
    }
    boolean own = evaluation.request().caller().hasIdentity();
    return switch (gate.type) {
      case IDENTITY, BOUNDARY, SESSION -> own && !spared(gate);
      case RESOURCE -> !own || !evaluation.sameAccount() || evaluation.needsResourcePolicy();
      case SCP, RCP -> true;
      case AWS -> false;
    };
  }

  /** A resource policy can make the caller's own policies beside the point. */
  private boolean spared(PolicyLayer gate) {
    if (!evaluation.sameAccount()) {
      return false;
    }
    PolicyLayer resource = evaluation.resource;
    return resource.direct == Truth.YES
        || (gate.type == PolicyType.IDENTITY && resource.role == Truth.YES);
  }

  private String missing(PolicyLayer gate) {
    String none = gate.allow() == Truth.UNKNOWN ? "may not allow" : "allows";
    if (gate.type == PolicyType.RESOURCE && gate.policies.isEmpty()) {
      return AwsRule.isTrust(evaluation.request())
          ? "no trust policy was given for the role, and every role has one"
          : "no resource-based policy was given, and this request needs one that allows it";
    }
    String action = "`" + evaluation.request().action() + "`";
    return gate.allow() == Truth.UNKNOWN
        ? with(gate, none + " " + action)
        : "no " + gate.type.words() + at(gate) + " allows " + action;
  }

  private static String with(PolicyLayer gate, String predicate) {
    String article = gate.type == PolicyType.IDENTITY ? "an " : "a ";
    return article + gate.type.words() + at(gate) + " " + predicate;
  }

  private static String at(PolicyLayer gate) {
    return gate.level.isEmpty() ? "" : " at `" + gate.level + "`";
  }
}
