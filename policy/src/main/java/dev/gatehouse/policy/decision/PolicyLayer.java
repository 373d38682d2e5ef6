package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Naming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the policies of one kind (and one level) say together. */
final class PolicyLayer {
  private static final PolicyLayer OPEN_IDENTITY = newOpen(PolicyType.IDENTITY);
  private static final PolicyLayer OPEN_BOUNDARY = newOpen(PolicyType.BOUNDARY);
  private static final PolicyLayer OPEN_SESSION = newOpen(PolicyType.SESSION);

  final PolicyType type;
  final String level;
  final List<Policy> policies;

  /** Whether a statement allows that names the caller as closely as the field says. */
  Truth direct = Truth.NO;

  Truth role = Truth.NO;
  Truth account = Truth.NO;

  /** Whether a statement denies. */
  Truth deny = Truth.NO;

  private @Nullable Policy policy;
  private @Nullable Statement statement;
  private Naming best = Naming.NONE;

  PolicyLayer(PolicyType type, String level, List<Policy> policies) {
    this.type = type;
    this.level = level;
    this.policies = policies;
  }

  /** A gate that stands open without any policy; shared, since nothing about it ever changes. */
  static PolicyLayer open(PolicyType type) {
    return switch (type) {
      case IDENTITY -> OPEN_IDENTITY;
      case BOUNDARY -> OPEN_BOUNDARY;
      case SESSION -> OPEN_SESSION;
      case RESOURCE, SCP, RCP, AWS ->
          throw new IllegalArgumentException("no " + type.words() + " stands open by itself");
    };
  }

  private static PolicyLayer newOpen(PolicyType type) {
    PolicyLayer gate = new PolicyLayer(type, "", List.of());
    gate.direct = Truth.YES;
    return gate;
  }

  /** Whether anything allows, however the caller is named. */
  Truth allow() {
    return direct.or(role).or(account);
  }

  /** Looks at every statement that may mean the action. */
  void evaluate(Match match) {
    String service = match.request().service();
    for (int i = 0; i < policies.size(); i++) {
      Policy each = policies.get(i);
      if (each.opaque()) {
        direct = direct.or(Truth.UNKNOWN);
        deny = deny.or(Truth.UNKNOWN);
        continue;
      }
      for (int place : each.candidates(service)) {
        add(each, each.statements().get(place), match);
      }
    }
  }

  private void add(Policy from, Statement candidate, Match match) {
    if (candidate.broken()) {
      direct = direct.or(Truth.UNKNOWN);
      deny = deny.or(Truth.UNKNOWN);
      return;
    }
    boolean denies = candidate.effect() == Effect.DENY;
    if (denies ? deny == Truth.YES : direct == Truth.YES) {
      return;
    }
    Naming naming = match.naming(candidate, type);
    if (naming == Naming.NONE) {
      return;
    }
    Truth truth = match.truth(candidate, type);
    if (truth == Truth.NO) {
      return;
    }
    if (denies) {
      deny = deny.or(truth);
      return;
    }
    switch (naming) {
      case NONE -> {}
      case ACCOUNT -> account = account.or(truth);
      case ROLE -> role = role.or(truth);
      case DIRECT -> direct = direct.or(truth);
    }
    if (truth == Truth.YES && naming.compareTo(best) > 0) {
      best = naming;
      policy = from;
      statement = candidate;
    }
  }

  /** The statement that allows, naming the caller most closely; null when none does for certain. */
  @Nullable DecidingStatement allowing() {
    return policy == null || statement == null
        ? null
        : new DecidingStatement(type, level, policy, statement);
  }
}
