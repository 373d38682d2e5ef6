package dev.gatehouse.harden.proof;

import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.harden.history.CallSignature;
import dev.gatehouse.harden.history.ContextOfRecord;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.history.PossibleRequest;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.decision.Blocker;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicyType;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.Naming;
import dev.gatehouse.policy.principal.PrincipalElement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks the policy engine what a trust policy would have said to calls of the past.
 *
 * <p>A record of success is itself a proof: at that moment no SCP, RCP or boundary refused the
 * call, and the caller's own policies let it go, except where a trust policy of the same account
 * named the caller itself and so needed no help from them. So the trust policy alone is left to
 * judge, with what the record tells of the context. Where that is too little, a call is still
 * allowed if every statement that can have let it in is kept; else the answer is that nobody can
 * tell.
 *
 * <p>SCPs and RCPs of the inventory are asked besides. If they refuse for certain a call that the
 * record shows to have succeeded, one of the two is newer than the other, and nobody can tell.
 */
public final class Replay {
  private static final Policy EVERYTHING =
      Policy.parse(
          "everything",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  private final String roleArn;
  private final Inventory inventory;
  private final ContextOfRecord context;
  private final Policy current;
  private final Set<String> names = new TreeSet<>();
  private final Map<CallSignature, List<PossibleRequest>> worlds = new HashMap<>();
  private final Map<List<Object>, Boolean> kept = new HashMap<>();

  /**
   * @param inventory users, roles and control policies
   * @param current the trust policy in force today
   * @param asked policies that will be asked, for the names in them
   */
  public Replay(
      String roleArn,
      Inventory inventory,
      ContextOfRecord context,
      Policy current,
      Collection<Policy> asked) {
    this.roleArn = roleArn;
    this.inventory = inventory;
    this.context = context;
    this.current = current;
    addNames(current, names);
    asked.forEach(policy -> addNames(policy, names));
  }

  /**
   * A caller whose name is hidden may be any of those that a policy tells apart: one of those that
   * are asked about, or the one that was in force when the call was made.
   */
  private Set<String> names(CallSignature shape) {
    Policy then = shape.trust();
    if (then == null) {
      return names;
    }
    Set<String> all = new TreeSet<>(names);
    addNames(then, all);
    return all;
  }

  private static void addNames(Policy policy, Set<String> names) {
    for (Statement statement : policy.statements()) {
      if (statement.principal() != null) {
        statement.principal().entries().forEach(entry -> addName(entry.value(), names));
      }
      for (Condition condition : statement.conditions()) {
        if (condition.key().name().toLowerCase(Locale.ROOT).equals("aws:principalarn")) {
          condition.values().forEach(value -> addName(value, names));
        }
      }
    }
  }

  private static void addName(String value, Set<String> names) {
    boolean wild = value.indexOf('*') >= 0 || value.indexOf('?') >= 0 || value.contains("${");
    boolean named =
        value.contains(":role/") || value.contains(":user/") || value.contains(":assumed-role/");
    if (!wild && named && Arn.parse(value) != null) {
      names.add(value);
    }
  }

  /** What a trust policy says to the calls of one shape that succeeded. */
  public Replayed of(ObservedCalls use, Policy trust) {
    List<PossibleRequest> possible = possible(use.shape());
    if (possible.isEmpty()) {
      return new Replayed(
          use, ReplayAnswer.CANNOT_TELL, List.of("caller"), "The record does not say who called.");
    }
    Set<ReplayAnswer> answers = new LinkedHashSet<>();
    Set<String> unknown = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    String reason = "";
    for (PossibleRequest world : possible) {
      Replayed one = of(use, world, trust);
      answers.add(one.answer());
      unknown.addAll(one.unknown());
      reason = reason.isEmpty() || one.answer() == ReplayAnswer.CANNOT_TELL ? one.reason() : reason;
    }
    if (answers.size() == 1) {
      return new Replayed(use, answers.iterator().next(), List.copyOf(unknown), reason);
    }
    if (unknown.isEmpty()) {
      unknown.add(use.shape().isOwnersCopy() ? "aws:PrincipalArn" : "aws:PrincipalOrgID");
    }
    return new Replayed(
        use,
        ReplayAnswer.CANNOT_TELL,
        List.copyOf(unknown),
        "The record leaves several callers or contexts possible, and they are not treated alike.");
  }

  /**
   * What a trust policy says to calls that were refused, all other policies counted in: still
   * refused, let in, or nobody can tell.
   */
  Replayed attempt(ObservedCalls use, Policy trust) {
    CallSignature shape = use.shape();
    Set<ReplayAnswer> answers = new LinkedHashSet<>();
    for (PossibleRequest world : context.worlds(shape, roleArn, names(shape))) {
      PolicySet known = inventory.policies(world.caller(), roleArn);
      PolicySet set =
          PolicySet.builder()
              .identity(known.identity())
              .boundary(known.boundary())
              .session(known.session())
              .resource(trust)
              .scps(known.scps())
              .rcps(known.rcps())
              .callerInManagementAccount(known.callerInManagementAccount())
              .resourceInManagementAccount(known.resourceInManagementAccount())
              .build();
      Decision decision = decide(world, shape, set);
      answers.add(
          decision.denied()
              ? ReplayAnswer.WOULD_BE_DENIED
              : decision.allowed() ? ReplayAnswer.STILL_ALLOWED : ReplayAnswer.CANNOT_TELL);
    }
    ReplayAnswer answer =
        answers.size() == 1 ? answers.iterator().next() : ReplayAnswer.CANNOT_TELL;
    return new Replayed(use, answer, List.of(), "");
  }

  /** The ways in which the call can have been made, given that it succeeded. */
  private List<PossibleRequest> possible(CallSignature shape) {
    return worlds.computeIfAbsent(
        shape,
        each -> {
          List<PossibleRequest> all = context.worlds(each, roleArn, names(each));
          Policy then = each.trust();
          if (then == null || all.size() < 2) {
            return all;
          }
          List<PossibleRequest> consistent =
              all.stream().filter(world -> !alone(world, each, then, true).denied()).toList();
          return consistent.isEmpty() ? all : consistent;
        });
  }

  private Replayed of(ObservedCalls use, PossibleRequest world, Policy trust) {
    CallSignature shape = use.shape();
    boolean proven = isCallersSideProven(world, shape);
    Decision decision = alone(world, shape, trust, proven);
    if (decision.denied()) {
      Policy then = shape.trust();
      if (then != null && alone(world, shape, then, proven).denied()) {
        return new Replayed(
            use,
            ReplayAnswer.CANNOT_TELL,
            List.of(HowToFindOut.CONTRADICTION),
            "It succeeded under a trust policy that refuses it by all that is known.");
      }
      return alone(world, shape, current, proven).denied()
          ? new Replayed(
              use,
              ReplayAnswer.REFUSED_ALREADY,
              List.of(),
              "The trust policy in force today refuses such calls as well.")
          : new Replayed(use, ReplayAnswer.WOULD_BE_DENIED, List.of(), sentence(decision, shape));
    }
    Blocker control = controlBlocker(world, shape, trust);
    if (control != null) {
      return new Replayed(
          use,
          ReplayAnswer.CANNOT_TELL,
          List.of("policy:" + control.level()),
          "It succeeded, although by what the estate says: " + control.message());
    }
    if (decision.allowed()) {
      return new Replayed(use, ReplayAnswer.STILL_ALLOWED, List.of(), "");
    }
    if (isLetInAsBefore(world, shape, trust)) {
      return new Replayed(
          use,
          ReplayAnswer.STILL_ALLOWED,
          List.of(),
          "Whatever let it in then stands in it still.");
    }
    Decision again = givenSuccess(world, shape, trust, proven);
    if (again != null && again.allowed()) {
      return new Replayed(
          use,
          ReplayAnswer.STILL_ALLOWED,
          List.of(),
          "What its success proves of it, and what the record says, let it in.");
    }
    if (again != null && again.denied()) {
      return new Replayed(use, ReplayAnswer.WOULD_BE_DENIED, List.of(), sentence(again, shape));
    }
    List<String> keys = keys(decision.unknown(), trust);
    return new Replayed(
        use, ReplayAnswer.CANNOT_TELL, keys, "It hangs on " + String.join(", ", keys) + ".");
  }

  /** The trust policy asked about is at hand; where a key of it is not known, that says enough. */
  private static List<String> keys(List<String> unknown, Policy trust) {
    List<String> keys =
        unknown.stream().filter(key -> !key.startsWith("policy:" + trust.name() + " ")).toList();
    return keys.isEmpty() ? unknown : keys;
  }

  private static String sentence(Decision decision, CallSignature shape) {
    for (String action : shape.besides()) {
      boolean lacks =
          decision.blockers().stream()
              .anyMatch(each -> each.message().contains("`" + action + "`"));
      boolean itself =
          decision.blockers().stream()
              .anyMatch(each -> each.message().contains("`" + shape.action() + "`"));
      if (lacks && !itself) {
        return action.equals("sts:TagSession")
            ? "These calls carry session tags, and the policy does not allow sts:TagSession."
            : "These calls carry a source identity, and the policy does not allow"
                + " sts:SetSourceIdentity.";
      }
    }
    return decision.blockers().stream()
        .filter(Blocker::certain)
        .map(Blocker::message)
        .findFirst()
        .orElse("No statement lets it in.");
  }

  /**
   * Whether success proves that the caller's own policies let the call go: always across accounts,
   * and in one account where the trust policy of the time did not let the caller in by itself.
   */
  private boolean isCallersSideProven(PossibleRequest world, CallSignature shape) {
    if (!Arn.account(roleArn).equals(world.caller().account())) {
      return true;
    }
    Policy then = shape.trust();
    if (then == null) {
      return false;
    }
    PolicySet nothingOfItsOwn =
        PolicySet.builder().resource(then).legacySelfTrust(shape.legacySelfTrust()).build();
    return decide(world, shape, nothingOfItsOwn).denied();
  }

  /** The trust policy's own answer. */
  private Decision alone(
      PossibleRequest world, CallSignature shape, Policy trust, boolean callersSideProven) {
    PolicySet.Builder set =
        PolicySet.builder().resource(trust).legacySelfTrust(shape.legacySelfTrust());
    Caller caller = world.caller();
    if (callersSideProven) {
      set.identity(EVERYTHING);
      if (caller.kind() == Caller.Kind.FEDERATED_USER) {
        set.session(List.of(EVERYTHING));
      }
    } else {
      PolicySet known = inventory.policies(caller, roleArn);
      set.identity(known.identity()).boundary(known.boundary()).session(known.session());
    }
    return decide(world, shape, set.build());
  }

  /** The answer to the call and to all that it needs besides. */
  private Decision decide(PossibleRequest world, CallSignature shape, PolicySet set) {
    Request call = Request.of(world.caller(), shape.action(), roleArn, world.context());
    List<String> besides = shape.besides();
    if (besides.isEmpty()) {
      return Evaluator.decide(call, set);
    }
    List<Request> requests = new ArrayList<>();
    requests.add(call);
    besides.forEach(action -> requests.add(call.withAction(action)));
    return Evaluator.decideAll(requests, set);
  }

  private @Nullable Blocker controlBlocker(
      PossibleRequest world, CallSignature shape, Policy trust) {
    PolicySet known = inventory.policies(world.caller(), roleArn);
    PolicySet set =
        PolicySet.builder()
            .identity(EVERYTHING)
            .resource(trust)
            .scps(known.scps())
            .rcps(known.rcps())
            .callerInManagementAccount(known.callerInManagementAccount())
            .resourceInManagementAccount(known.resourceInManagementAccount())
            .legacySelfTrust(shape.legacySelfTrust())
            .build();
    Decision decision = decide(world, shape, set);
    return decision.denied()
        ? decision.blockers().stream()
            .filter(Blocker::certain)
            .filter(each -> each.type() == PolicyType.SCP || each.type() == PolicyType.RCP)
            .findFirst()
            .orElse(null)
        : null;
  }

  /**
   * Of the policy then, only the statements that can have met the call matter; of the policy asked
   * about, only those that can meet it. If the latter let in all that the former let in, the call
   * is let in.
   */
  private boolean isLetInAsBefore(PossibleRequest world, CallSignature shape, Policy trust) {
    Policy then = shape.trust();
    if (then == null || shape.legacySelfTrust()) {
      return false;
    }
    List<Integer> before = meeting(then, world);
    List<Integer> after = meeting(trust, world);
    if (!grants(then, before) || !grants(trust, after)) {
      return false;
    }
    return kept.computeIfAbsent(
        List.of(then, before, trust, after),
        key ->
            Comparison.of(part(trust, after), part(then, before), PolicyKind.TRUST).answer()
                == Comparison.Answer.NO_NEW_ACCESS);
  }

  /**
   * The answer where conditions that the call is known to have met are taken as met: those of the
   * one Allow of the time that can have let it in. Null where several can.
   */
  private @Nullable Decision givenSuccess(
      PossibleRequest world, CallSignature shape, Policy trust, boolean callersSideProven) {
    Policy then = shape.trust();
    if (then == null || shape.legacySelfTrust()) {
      return null;
    }
    List<Statement> allows =
        then.statements().stream()
            .filter(each -> each.effect() == Effect.ALLOW && meets(each, world))
            .filter(
                each -> each.matchesAction(shape.action().toLowerCase(Locale.ROOT), "sts".length()))
            .toList();
    if (allows.size() != 1 || allows.get(0).conditions().isEmpty()) {
      return null;
    }
    Policy rest = TrustDocument.of(trust).without(allows.get(0).conditions()).policy(trust.name());
    return alone(world, shape, rest, callersSideProven);
  }

  /** The places of statements that can have met the call, for all that is known of it. */
  private static List<Integer> meeting(Policy policy, PossibleRequest world) {
    List<Integer> places = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      if (statement.effect() == Effect.DENY || meets(statement, world)) {
        places.add(statement.index());
      }
    }
    return places;
  }

  private static boolean grants(Policy policy, List<Integer> places) {
    return policy.statements().stream()
        .anyMatch(each -> each.effect() == Effect.ALLOW && places.contains(each.index()));
  }

  private static boolean meets(Statement statement, PossibleRequest world) {
    PrincipalElement principal = statement.principal();
    boolean named =
        principal == null || principal.negated() || principal.naming(world.caller()) != Naming.NONE;
    return statement.broken() || (named && statement.conditionTruth(world.context()) != Truth.NO);
  }

  /** Whether a statement can have let the calls of one shape in. */
  boolean canHaveLetIn(Statement statement, ObservedCalls use) {
    return possible(use.shape()).stream().anyMatch(world -> meets(statement, world));
  }

  /** Who may have made the calls of one shape. */
  List<PossibleRequest> worlds(ObservedCalls use) {
    return possible(use.shape());
  }

  private static Policy part(Policy policy, List<Integer> places) {
    TrustDocument whole = TrustDocument.of(policy);
    return new TrustDocument(
            whole.version(), places.stream().map(place -> whole.statements().get(place)).toList())
        .policy(policy.name());
  }
}
