package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Decides requests. Stateless: any number of threads may ask about the same policies.
 *
 * <p>Passing session tags or a source identity with an AssumeRole call needs {@code sts:TagSession}
 * or {@code sts:SetSourceIdentity} as well, on the same policies; a call without them is refused as
 * a whole (IAM guide, "Passing session tags in AWS STS").
 */
public final class Evaluator {
  private static final ContextKey TRANSITIVE_TAGS = ContextKey.of("sts:TransitiveTagKeys");
  private static final ContextKey SOURCE_IDENTITY = ContextKey.of("sts:SourceIdentity");
  private static final ContextKey INHERITED_IDENTITY = ContextKey.of("aws:SourceIdentity");

  private Evaluator() {}

  /** The answer to one request, with its reasons. */
  public static Decision decide(Request request, PolicySet policies) {
    if (AwsRule.isAlwaysAllowed(request)) {
      return new Decision(Outcome.ALLOWED, List.of(), List.of(), List.of());
    }
    Decision decision = decideOne(request, policies);
    if (!request.service().equals("sts")) {
      return decision;
    }
    List<String> coupled = coupled(request);
    for (int i = 0; i < coupled.size(); i++) {
      decision = both(decision, decideOne(request.withAction(coupled.get(i)), policies));
    }
    return decision;
  }

  /**
   * The answer to one action by itself, without those that passing tags or a source identity needs
   * besides; to tell which of them stands in the way.
   */
  public static Decision decideAlone(Request request, PolicySet policies) {
    return decideOne(request, policies);
  }

  /** The answer to a call on several resources: every one of them must be allowed. */
  public static Decision decideAll(List<Request> requests, PolicySet policies) {
    if (requests.isEmpty()) {
      throw new IllegalArgumentException(
          "a call on no resource is no call; give one request at least");
    }
    Decision decision = decide(requests.get(0), policies);
    for (Request request : requests.subList(1, requests.size())) {
      decision = both(decision, decide(request, policies));
    }
    return decision;
  }

  /** Actions that the call needs besides its own. */
  private static List<String> coupled(Request request) {
    if (!request.actionLower().startsWith("sts:assumerole")) {
      return List.of();
    }
    Context context = request.context();
    boolean tags = context.hasAny("aws:RequestTag/") || context.hasValue(TRANSITIVE_TAGS);
    boolean source = context.hasValue(SOURCE_IDENTITY) || context.hasValue(INHERITED_IDENTITY);
    if (!tags && !source) {
      return List.of();
    }
    List<String> coupled = new ArrayList<>(2);
    if (tags) {
      coupled.add("sts:TagSession");
    }
    if (source) {
      coupled.add("sts:SetSourceIdentity");
    }
    return coupled;
  }

  private static Decision decideOne(Request request, PolicySet policies) {
    Caller caller = request.caller();
    String owner = owner(request);
    boolean matters = caller.hasIdentity() && owner.isEmpty() && !request.resource().equals("*");
    if (!matters) {
      boolean same = owner.isEmpty() || owner.equals(caller.account()) || owner.equals("aws");
      return decide(request, policies, same);
    }
    Decision inside = decide(request, policies, true);
    Decision across = decide(request, policies, false);
    if (inside.outcome() == across.outcome()) {
      return inside;
    }
    TreeSet<String> unknown = new TreeSet<>(inside.unknown());
    unknown.addAll(across.unknown());
    unknown.add("aws:ResourceAccount");
    return new Decision(Outcome.UNKNOWN, List.of(), across.blockers(), List.copyOf(unknown));
  }

  private static Decision decide(Request request, PolicySet policies, boolean sameAccount) {
    Evaluation evaluation = new Evaluation(request, policies, sameAccount);
    Decision decision = Reasons.of(evaluation);
    return decision.outcome() == Outcome.UNKNOWN
        ? CaseSplit.settle(evaluation, policies, decision)
        : decision;
  }

  /** The account that owns the resource, "" when nobody says. */
  private static String owner(Request request) {
    if (!request.resourceAccount().isEmpty()) {
      return request.resourceAccount();
    }
    String fromContext = request.context().value("aws:ResourceAccount");
    return fromContext == null ? "" : fromContext;
  }

  /** What holds of two calls that must both be allowed. */
  private static Decision both(Decision one, Decision other) {
    Outcome outcome = worse(one.outcome(), other.outcome());
    List<DecidingStatement> because = new ArrayList<>();
    if (one.outcome() == outcome) {
      because.addAll(one.because());
    }
    if (other.outcome() == outcome) {
      other.because().stream().filter(each -> !because.contains(each)).forEach(because::add);
    }
    List<Blocker> blockers = new ArrayList<>(one.blockers());
    other.blockers().stream().filter(each -> !blockers.contains(each)).forEach(blockers::add);
    TreeSet<String> unknown = new TreeSet<>();
    if (outcome == Outcome.UNKNOWN) {
      unknown.addAll(one.unknown());
      unknown.addAll(other.unknown());
    }
    return new Decision(outcome, because, blockers, List.copyOf(unknown));
  }

  private static Outcome worse(Outcome one, Outcome other) {
    return rank(one) >= rank(other) ? one : other;
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case ALLOWED -> 0;
      case UNKNOWN -> 1;
      case IMPLICITLY_DENIED -> 2;
      case EXPLICITLY_DENIED -> 3;
    };
  }
}
