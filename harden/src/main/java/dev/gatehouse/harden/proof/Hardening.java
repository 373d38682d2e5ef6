package dev.gatehouse.harden.proof;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.admission.Newcomer;
import dev.gatehouse.estate.admission.NewlyAdmitted;
import dev.gatehouse.estate.admission.PrincipalKind;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.tier.RiskTier;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.estate.tier.TierRating;
import dev.gatehouse.harden.ChecklistPoint;
import dev.gatehouse.harden.RoleReport;
import dev.gatehouse.harden.TrustChecklist;
import dev.gatehouse.harden.history.AssumptionHistory;
import dev.gatehouse.harden.history.ContextOfRecord;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.history.RoleHistory;
import dev.gatehouse.harden.history.VolatileKeys;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tightens the roles of an estate by what a history shows, and proves it. */
public final class Hardening {
  private final RoleContext around;
  private final Inventory inventory;
  private final AssumptionHistory history;
  private final ContextOfRecord context;
  private final TrustChecklist checklist;
  private final HistoryRequirement thickness;

  /**
   * @param estate the accounts and networks; its inventory is replaced by the history's
   * @param history all of the trail
   * @param now the time for which the answers hold
   */
  public Hardening(
      Estate estate, AssumptionHistory history, HistoryRequirement thickness, Instant now) {
    this.inventory = history.inventory();
    this.around = RoleContext.of(estate, inventory, now);
    this.history = history;
    this.context = new ContextOfRecord(estate, inventory, history.retagged());
    this.checklist = new TrustChecklist(around);
    this.thickness = thickness;
  }

  /**
   * What came of one role.
   *
   * @param before the checklist's report on the policy in force
   * @param after its report on the policy that the certificate is about
   */
  public record Result(
      RoleFacts role,
      TierRating tier,
      Proposal proposal,
      Certificate certificate,
      RoleReport before,
      RoleReport after,
      Rollout rollout) {
    /**
     * How much of the checklist's problems is gone; see {@link Hardening#weight}. Where somebody
     * new comes in, no fewer problems make up for it.
     */
    public int riskRemoved() {
      int removed = weight(before) - weight(after);
      return certificate.newcomers().isEmpty() ? removed : Math.min(0, removed);
    }

    /** Whether there is anything to roll out. */
    public boolean changes() {
      return !certificate.current().canonical().equals(certificate.policy().canonical())
          || proposal.maxSessionSeconds() != null;
    }
  }

  /**
   * Which volatile keys shapes of a role must keep so that everything that may be proposed for it
   * can be replayed.
   *
   * @param simulated policies that a person wants to try
   */
  public static VolatileKeys keysFor(
      Estate estate, String roleArn, Collection<Policy> simulated, Instant now) {
    VolatileKeys keys = VolatileKeys.of(simulated);
    Inventory inventory = estate.inventory();
    boolean mfa =
        inventory
            .role(roleArn)
            .map(role -> RoleFacts.of(role, inventory))
            .map(facts -> new TrustChecklist(RoleContext.of(estate, now)).check(facts).tier())
            .map(rating -> ChecklistPoint.MFA.isAskedOf(rating.tier()))
            .orElse(false);
    return mfa ? keys.withAge() : keys;
  }

  /**
   * Proposes a policy for a role and replays it.
   *
   * @return empty where the role or its trust policy is not known, or AWS wrote it
   */
  public Optional<Result> propose(String roleArn) {
    RoleFacts role = facts(roleArn);
    if (role == null) {
      return Optional.empty();
    }
    RoleReport before = checklist.check(role);
    RiskTier tier = before.tier().tier();
    TrustBeforeAttack clean = TrustBeforeAttack.of(role.trust(), history.of(roleArn));
    RoleFacts basis = clean.isSuspect() ? with(role, clean.document()) : role;
    RoleHistory of =
        withoutGone(withoutCited(withoutAttack(role, basis, clean, history.of(roleArn))));
    if (clean.doubt() != null) {
      return Optional.of(result(role, before, of, unchanged(role, clean), clean));
    }
    Replay replay = new Replay(roleArn, inventory, context, basis.trust(), List.of());
    List<ObservedCalls> assumed =
        of.assumed()
            .filter(use -> replay.of(use, basis.trust()).answer() != ReplayAnswer.REFUSED_ALREADY)
            .toList();
    boolean thick = thickness.lacks(of).isEmpty();
    boolean worthIt =
        !assumed.isEmpty()
            || TrustedParty.of(basis, around).stream()
                .anyMatch(
                    each ->
                        each.kind() == PrincipalKind.ANYONE || each.kind() == PrincipalKind.NOBODY);
    Proposal proposal =
        worthIt
            ? new Proposer(basis, tier, around, replay, assumed, thick, of.trailDays(), clean)
                .propose()
            : unchanged(basis, clean);
    return Optional.of(result(role, before, of, proposal, clean));
  }

  /**
   * The history less the calls that only a suspect change let in: who comes through a door that an
   * attack opened proves nothing.
   */
  private RoleHistory withoutAttack(
      RoleFacts role, RoleFacts basis, TrustBeforeAttack clean, RoleHistory of) {
    if (clean.removed().isEmpty() || clean.doubt() != null) {
      return of;
    }
    Replay inForce = new Replay(role.arn(), inventory, context, role.trust(), List.of());
    Replay before = new Replay(role.arn(), inventory, context, basis.trust(), List.of());
    List<ObservedCalls> letIn =
        of.assumed()
            .filter(use -> before.of(use, basis.trust()).answer() == ReplayAnswer.REFUSED_ALREADY)
            .filter(use -> inForce.of(use, role.trust()).answer() != ReplayAnswer.REFUSED_ALREADY)
            .toList();
    return of.without(letIn, clean.removed().get(0).change().finding());
  }

  /**
   * The history less the calls of callers most of whose calls here findings speak of: what is left
   * of them proves nothing.
   */
  private static RoleHistory withoutCited(RoleHistory of) {
    Map<String, Long> left = new TreeMap<>();
    of.assumed().forEach(use -> left.merge(use.shape().who(), use.count(), Long::sum));
    RoleHistory clean = of;
    for (Map.Entry<String, Long> caller : left.entrySet()) {
      List<String> findings =
          of.excluded().entrySet().stream()
              .filter(each -> each.getValue().callers().contains(caller.getKey()))
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      long cited =
          findings.stream()
              .map(each -> of.excluded().get(each))
              .filter(Objects::nonNull)
              .mapToLong(RoleHistory.Excluded::count)
              .sum();
      if (!findings.isEmpty() && cited >= caller.getValue()) {
        List<ObservedCalls> calls =
            of.assumed().filter(use -> use.shape().who().equals(caller.getKey())).toList();
        clean = clean.without(calls, findings.get(0));
      }
    }
    return clean;
  }

  /**
   * The history less the calls of users and roles that exist no longer, and so cannot come again.
   */
  private RoleHistory withoutGone(RoleHistory of) {
    Map<String, List<ObservedCalls>> gone = new TreeMap<>();
    of.assumed()
        .forEach(
            use -> {
              String caller = gone(use);
              if (caller != null) {
                gone.computeIfAbsent(caller, key -> new ArrayList<>()).add(use);
              }
            });
    RoleHistory left = of;
    for (Map.Entry<String, List<ObservedCalls>> each : gone.entrySet()) {
      left =
          left.without(
              each.getValue(),
              each.getKey() + " exists no longer; its name is free for whoever may make one");
    }
    return left;
  }

  /** The ARN of a caller that was there and is not; null where it is, or nobody can tell. */
  private @Nullable String gone(ObservedCalls use) {
    String role = use.shape().callerRole();
    String arn = role != null ? role : use.shape().caller();
    Arn parsed = arn == null ? null : Arn.parse(arn);
    if (arn == null || parsed == null || !parsed.service().equals("iam")) {
      return null;
    }
    AccountInventory now = inventory.account(parsed.account()).orElse(null);
    AccountInventory then = around.estate().inventory().account(parsed.account()).orElse(null);
    if (now == null || then == null || !then.dumped() || isIn(now, parsed)) {
      return null;
    }
    Instant asOf = then.asOf();
    boolean known = isIn(then, parsed) || (asOf != null && !use.last().time().isAfter(asOf));
    return known ? arn : null;
  }

  private static boolean isIn(AccountInventory account, Arn principal) {
    return switch (principal.resourceType()) {
      case "role" -> account.role(principal.name()).isPresent();
      case "user" -> account.user(principal.name()).isPresent();
      default -> true;
    };
  }

  private static RoleFacts with(RoleFacts role, TrustDocument document) {
    return new RoleFacts(
        role.arn(),
        role.account(),
        document.policy(role.arn()),
        role.policies(),
        role.maxSessionSeconds(),
        role.tags());
  }

  /** Replays a policy that somebody wrote. */
  public Optional<Result> simulate(String roleArn, Policy policy) {
    RoleFacts role = facts(roleArn);
    if (role == null) {
      return Optional.empty();
    }
    RoleHistory all = history.of(roleArn);
    TrustBeforeAttack clean = TrustBeforeAttack.of(role.trust(), all);
    RoleFacts basis = clean.isSuspect() ? with(role, clean.document()) : role;
    Proposal proposal =
        new Proposal(TrustDocument.of(policy), List.of(), List.of(), List.of(), null, clean);
    RoleHistory of = withoutGone(withoutCited(withoutAttack(role, basis, clean, all)));
    return Optional.of(result(role, checklist.check(role), of, proposal, clean));
  }

  private static Proposal unchanged(RoleFacts role, TrustBeforeAttack clean) {
    return new Proposal(
        TrustDocument.of(role.trust()), List.of(), List.of(), List.of(), null, clean);
  }

  private @Nullable RoleFacts facts(String roleArn) {
    return inventory
        .role(roleArn)
        .map(role -> RoleFacts.of(role, inventory))
        .filter(role -> !role.isReserved() && !role.trust().opaque())
        .orElse(null);
  }

  private Result result(
      RoleFacts role,
      RoleReport before,
      RoleHistory of,
      Proposal proposal,
      TrustBeforeAttack clean) {
    Policy policy = proposal.document().policy(role.arn());
    Integer seconds =
        proposal.maxSessionSeconds() == null
            ? role.maxSessionSeconds()
            : proposal.maxSessionSeconds();
    RoleFacts tightened =
        new RoleFacts(role.arn(), role.account(), policy, role.policies(), seconds, role.tags());
    RoleReport after = checklist.check(tightened);
    Certificate certificate = certify(role, policy, of, clean, after.isOpenToEveryone());
    Rollout rollout = Rollout.of(role, proposal, certificate, around);
    return new Result(role, before.tier(), proposal, certificate, before, after, rollout);
  }

  private Certificate certify(
      RoleFacts role,
      Policy policy,
      RoleHistory of,
      TrustBeforeAttack clean,
      boolean openToEveryone) {
    Policy basis = clean.isSuspect() ? clean.document().policy(role.arn()) : role.trust();
    List<String> suspect = new ArrayList<>(clean.keptBy(policy));
    if (clean.doubt() != null) {
      suspect.add(clean.doubt());
    }
    Replay replay = new Replay(role.arn(), inventory, context, role.trust(), List.of(policy));
    List<Replayed> replayed = new ArrayList<>();
    of.assumed().forEach(use -> replayed.add(replay.of(use, policy)));
    List<Replayed> refused = new ArrayList<>();
    of.refused().forEach(use -> refused.add(replay.attempt(use, policy)));
    TrustDocument current = TrustDocument.of(role.trust());
    TrustDocument proposed = TrustDocument.of(policy);
    Comparison documents = Comparison.of(basis, policy, PolicyKind.TRUST);
    List<Newcomer> newcomers =
        documents.answer() == Comparison.Answer.NO_NEW_ACCESS
            ? List.of()
            : NewlyAdmitted.toRole(basis, policy, role.arn(), around);
    return new Certificate(
        role.arn(),
        current,
        proposed,
        Certificate.sha256(role.arn(), current, proposed, of),
        of,
        replayed,
        refused,
        thickness.lacks(of),
        newAccess(documents, basis, policy, newcomers),
        newcomers,
        openToEveryone,
        suspect);
  }

  /** Calls of STS of which one that was not allowed at all is more access, whoever may make it. */
  private static final List<String> BESIDES =
      List.of(
          "sts:tagsession",
          "sts:setsourceidentity",
          "sts:setcontext",
          "sts:assumerole",
          "sts:assumerolewithsaml",
          "sts:assumerolewithwebidentity");

  /**
   * The documents compared; where they leave it open, whether somebody comes in who could not
   * before, by what the estate knows of the principals.
   */
  private static Comparison newAccess(
      Comparison documents, Policy before, Policy after, List<Newcomer> newcomers) {
    boolean more =
        BESIDES.stream().anyMatch(action -> allows(after, action) && !allows(before, action));
    boolean open = more || !newcomers.isEmpty() || !keepsDenials(before, after);
    return documents.answer() == Comparison.Answer.NO_NEW_ACCESS || open
        ? documents
        : new Comparison(
            Comparison.Answer.NO_NEW_ACCESS,
            null,
            "",
            "whoever the new policy lets in could come in before, by what the estate knows of them");
  }

  /**
   * Whether every statement that denied does so word for word: part of a party is looked for too.
   */
  private static boolean keepsDenials(Policy before, Policy after) {
    List<Map<String, Object>> kept = TrustDocument.of(after).statements();
    List<Map<String, Object>> old = TrustDocument.of(before).statements();
    return before.statements().stream()
        .filter(each -> each.effect() == Effect.DENY)
        .allMatch(each -> kept.contains(old.get(each.index())));
  }

  private static boolean allows(Policy policy, String action) {
    return policy.statements().stream()
        .anyMatch(each -> each.effect() == Effect.ALLOW && each.matchesAction(action, 3));
  }

  /** More than all that a role's other problems can come to. */
  private static final int WORLD = 1_000;

  /**
   * Problems of the checklist weighed: low 1, medium 3, high 9, critical 27, and 1,000 for a role
   * that is open to everyone.
   */
  public static int weight(RoleReport report) {
    return (report.isOpenToEveryone() ? WORLD : 0) + problems(report);
  }

  private static int problems(RoleReport report) {
    return report.problems().stream()
        .mapToInt(
            problem ->
                switch (problem.severity()) {
                  case LOW -> 1;
                  case MEDIUM -> 3;
                  case HIGH -> 9;
                  case CRITICAL -> 27;
                })
        .sum();
  }
}
