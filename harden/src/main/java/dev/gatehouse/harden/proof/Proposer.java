package dev.gatehouse.harden.proof;

import static dev.gatehouse.harden.ChecklistPoint.EXACT_PRINCIPALS;
import static dev.gatehouse.harden.ChecklistPoint.EXTERNAL_ID;
import static dev.gatehouse.harden.ChecklistPoint.SESSION_LENGTH;
import static dev.gatehouse.harden.ChecklistPoint.SOURCE_NETWORK;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.admission.Admission;
import dev.gatehouse.estate.admission.PrincipalKind;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.estate.intent.Documented;
import dev.gatehouse.estate.intent.TrustEdge;
import dev.gatehouse.estate.tier.RiskTier;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.harden.AllowedWay;
import dev.gatehouse.harden.ChecklistPoint;
import dev.gatehouse.harden.PartyReport;
import dev.gatehouse.harden.PointResult;
import dev.gatehouse.harden.PointVerdict;
import dev.gatehouse.harden.TrustChecklist;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tightens a trust policy as far as its tier wants and its history bears.
 *
 * <p>Each condition is tried, not presumed: it goes in if every past call that it concerns is still
 * allowed, by the same replay that the certificate is made of, and if the checklist does not find
 * that such callers can never carry it. Principals are only narrowed: a statement keeps its
 * principal and is bound to the callers seen by aws:PrincipalArn. To name a role of the same
 * account outright would let it in without permissions of its own, which is more than before.
 */
final class Proposer {
  private final RoleFacts role;
  private final RiskTier tier;
  private final RoleContext around;
  private final Replay replay;
  private final List<ObservedCalls> assumed;
  private final boolean mayDrop;
  private final long trailDays;
  private final TrustBeforeAttack beforeAttack;
  private final TrustChecklist checklist;
  private final CandidateSource source;
  private final List<String> changes = new ArrayList<>();
  private final List<RejectedCondition> withheld = new ArrayList<>();
  private final List<Proposal.Unused> unused = new ArrayList<>();

  /**
   * @param assumed the calls that must go on
   * @param mayDrop whether the history is long enough to trust principals no longer that nobody
   *     came as
   * @param beforeAttack the trust policy of {@code role}, and why it is not the one in force
   */
  Proposer(
      RoleFacts role,
      RiskTier tier,
      RoleContext around,
      Replay replay,
      List<ObservedCalls> assumed,
      boolean mayDrop,
      long trailDays,
      TrustBeforeAttack beforeAttack) {
    this.role = role;
    this.tier = tier;
    this.around = around;
    this.replay = replay;
    this.assumed = assumed;
    this.mayDrop = mayDrop;
    this.trailDays = trailDays;
    this.beforeAttack = beforeAttack;
    this.checklist = new TrustChecklist(around);
    this.source = new CandidateSource(around.estate(), replay, withheld::add);
  }

  Proposal propose() {
    TrustDocument now = TrustDocument.of(role.trust());
    List<Map<String, Object>> statements = new ArrayList<>();
    List<TrustedParty> parties = TrustedParty.of(role, around);
    for (Statement statement : role.trust().statements()) {
      List<TrustedParty> of =
          parties.stream().filter(each -> each.statement().index() == statement.index()).toList();
      Map<String, Object> members = now.statements().get(statement.index());
      boolean keep =
          of.isEmpty() || statement.principal() == null || statement.principal().negated();
      statements.addAll(keep ? List.of(members) : tightened(members, of));
    }
    boolean nobodyLeft = statements.stream().noneMatch(each -> "Allow".equals(each.get("Effect")));
    TrustDocument document =
        nobodyLeft ? now : new TrustDocument(now.version(), StatementNames.unique(statements));
    if (nobodyLeft) {
      changes.clear();
    }
    return new Proposal(document, changes, distinct(withheld), unused, session(), beforeAttack);
  }

  private static List<RejectedCondition> distinct(List<RejectedCondition> all) {
    return all.stream().distinct().toList();
  }

  private List<Map<String, Object>> tightened(
      Map<String, Object> members, List<TrustedParty> parties) {
    List<StatementPart> units = new ArrayList<>();
    for (TrustedParty party : parties) {
      units.addAll(units(members, party));
    }
    List<StatementPart> after = units.stream().map(this::tightened).toList();
    List<Map<String, Object>> merged = StatementNames.merged(after);
    boolean same = merged.size() == 1 && TrustDocument.equal(merged.get(0), members);
    return same ? List.of(members) : merged;
  }

  /**
   * One unit for each kind of caller that came as the principal; one without uses if nobody did.
   */
  private List<StatementPart> units(Map<String, Object> members, TrustedParty party) {
    Map<String, Object> alone = new LinkedHashMap<>(members);
    alone.put("Principal", principal(party.entry().type(), List.of(party.entry().value())));
    Map<PrincipalKind, List<ObservedCalls>> byKind = new TreeMap<>();
    Statement single = single(alone);
    for (ObservedCalls use : assumed) {
      if (replay.canHaveLetIn(single, use)) {
        byKind.computeIfAbsent(kind(party, use), kind -> new ArrayList<>()).add(use);
      }
    }
    if (byKind.isEmpty()) {
      return unused(new StatementPart(party, party.kind(), List.of(), alone));
    }
    List<StatementPart> units = new ArrayList<>();
    byKind.forEach((kind, uses) -> units.add(new StatementPart(party, kind, uses, alone)));
    return units;
  }

  /** What becomes of a principal that nobody came as; none where it goes. */
  private List<StatementPart> unused(StatementPart unit) {
    TrustedParty party = unit.party();
    if (party.kind() == PrincipalKind.ANYONE) {
      return List.of(withoutStrangers(unit));
    }
    String documented = documented(party);
    String unread = unread(party.statement());
    boolean gone = party.kind() == PrincipalKind.NOBODY;
    boolean dropped =
        gone
            || (mayDrop
                && party.kind() != PrincipalKind.SERVICE
                && documented == null
                && unread == null);
    String whom = party.entry().value();
    String why =
        gone
            ? "It is nobody; where its name is free, whoever may make a principal of that name"
                + " becomes it."
            : documented != null
                ? documented
                : unread != null
                    ? unread
                    : dropped
                        ? age(party)
                        : party.kind() == PrincipalKind.SERVICE
                            ? "It is a service, and not all that services do is recorded."
                            : "The trail is too short to say.";
    unused.add(new Proposal.Unused(whom, dropped, why));
    if (!dropped) {
      return List.of(unit);
    }
    changes.add(
        "`"
            + whom
            + "` is trusted no longer: "
            + (gone ? "no such principal exists. " : "nobody came as it. ")
            + why);
    return List.of();
  }

  /** The edge of the trust map that speaks of a principal; null for none. */
  private @Nullable String documented(TrustedParty party) {
    for (String source : AllowedWay.sources(party)) {
      Documented answer =
          around.estate().trustMap().documented(source, role.arn(), around.now(), 1);
      TrustEdge edge = answer.edge();
      if (answer.status() == Documented.Status.DOCUMENTED && edge != null) {
        return "It is documented"
            + (edge.purpose().isEmpty() ? "" : " for `" + edge.purpose() + "`")
            + (edge.owner().isEmpty() ? "" : ", owner `" + edge.owner() + "`")
            + (edge.until() == null ? "" : ", until " + edge.until())
            + " ("
            + edge.file()
            + ":"
            + edge.line()
            + ").";
      }
    }
    return null;
  }

  /**
   * Why nobody can tell whether a statement let anybody in; null where its conditions are clear.
   */
  private static @Nullable String unread(Statement statement) {
    return statement.conditions().stream()
        .filter(
            each ->
                each.isNever()
                    || (!each.values().isEmpty()
                        && each.values().stream().noneMatch(each::canRead)))
        .findFirst()
        .map(each -> "Its condition `" + each + "` cannot be read, so use of it is not known.")
        .orElse(null);
  }

  private String age(TrustedParty party) {
    return beforeAttack
        .addedBy(party.entry().type(), party.entry().value())
        .map(
            change ->
                "It was added at " + change.time() + " by `" + change.actor() + "` and not used.")
        .orElse("It was there when the trail began, " + trailDays + " days ago, and not used.");
  }

  /** Nobody came as everyone: the organization stays, or the own account where none is known. */
  private StatementPart withoutStrangers(StatementPart unit) {
    String organization = around.organizationId().orElse(null);
    boolean open =
        report(unit)
            .map(each -> each.point(EXACT_PRINCIPALS).severity() == Severity.CRITICAL)
            .orElse(false);
    if (!open) {
      unused.add(
          new Proposal.Unused(
              unit.party().entry().value(), false, "Its conditions choose among all callers."));
      return unit;
    }
    String partition = String.valueOf(Arn.partition(role.arn()));
    StatementPart narrowed =
        organization != null
            ? unit.with("StringEquals", "aws:PrincipalOrgID", List.of(organization))
            : unit.withPrincipal(
                principal("AWS", List.of(Arn.iam(partition, role.account(), "root"))));
    String risk =
        "Nobody came by it in "
            + trailDays
            + " days; an outsider who comes more rarely, or is not recorded, would be refused.";
    changes.add(
        "Everyone becomes "
            + (organization != null
                ? "the organization, by {\"StringEquals\":{\"aws:PrincipalOrgID\":\""
                    + organization
                    + "\"}}"
                : "account " + role.account())
            + ". "
            + risk);
    return narrowed;
  }

  static Map<String, Object> principal(String type, List<String> values) {
    Map<String, Object> principal = new LinkedHashMap<>();
    principal.put(type, values);
    return principal;
  }

  /** Who it is that comes as a whole account; else what the principal is. */
  private PrincipalKind kind(TrustedParty party, ObservedCalls use) {
    EntryKind entry = party.entry().kind();
    if (entry != EntryKind.ACCOUNT && entry != EntryKind.EVERYONE) {
      return party.kind();
    }
    String arn = source.arn(use);
    if (arn == null) {
      return party.kind();
    }
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Action", "sts:AssumeRole");
    statement.put("Principal", principal("AWS", List.of(arn)));
    return TrustedParty.of(facts(List.of(statement)), around).get(0).kind();
  }

  private StatementPart tightened(StatementPart unit) {
    if (unit.uses().isEmpty()) {
      return unit;
    }
    StatementPart now = withoutEveryone(unit);
    for (Candidate candidate : source.exact(now)) {
      now = tried(now, candidate);
    }
    PartyReport report = report(now).orElse(null);
    for (ChecklistPoint point : ChecklistPoint.values()) {
      PointResult result = report == null ? null : report.point(point);
      if (!point.isAskedOf(tier) || (result != null && result.verdict() == PointVerdict.MET)) {
        continue;
      }
      for (Candidate candidate : candidates(now, point, result)) {
        now = tried(now, candidate);
      }
    }
    return now;
  }

  private List<Candidate> candidates(
      StatementPart unit, ChecklistPoint point, @Nullable PointResult result) {
    if (point == EXACT_PRINCIPALS || point == SESSION_LENGTH) {
      return List.of();
    }
    if (point == EXTERNAL_ID) {
      return source.externalId(unit);
    }
    if (point == SOURCE_NETWORK) {
      return source.network(unit);
    }
    List<Candidate> candidates = new ArrayList<>();
    if (result != null && result.remedy() != null && result.remedy().complete()) {
      result
          .remedy()
          .conditions()
          .forEach(
              (operator, keys) ->
                  keys.forEach(
                      (key, values) ->
                          candidates.add(new Candidate(point, operator, key, values))));
    }
    return candidates;
  }

  /** Everyone becomes the accounts that came. */
  private StatementPart withoutEveryone(StatementPart unit) {
    if (unit.party().entry().kind() != EntryKind.EVERYONE) {
      return unit;
    }
    TreeSet<String> accounts = new TreeSet<>();
    for (ObservedCalls use : unit.uses()) {
      replay.worlds(use).forEach(world -> accounts.add(world.caller().account()));
    }
    if (accounts.isEmpty() || accounts.contains("")) {
      return unit;
    }
    String partition = String.valueOf(Arn.partition(role.arn()));
    StatementPart narrowed =
        unit.withPrincipal(
            principal("AWS", accounts.stream().map(id -> Arn.iam(partition, id, "root")).toList()));
    if (against(unit, narrowed) != null) {
      return unit;
    }
    changes.add("Everyone becomes " + String.join(", ", accounts) + ".");
    return narrowed;
  }

  private StatementPart tried(StatementPart unit, Candidate candidate) {
    StatementPart with = unit.with(candidate.operator(), candidate.key(), candidate.values());
    String whom = unit.party().entry().value();
    Replayed against = against(unit, with);
    if (against != null) {
      boolean certain = against.answer() == ReplayAnswer.WOULD_BE_DENIED;
      withheld.add(
          new RejectedCondition(
              candidate.point(),
              whom,
              candidate.json(),
              certain ? "Calls of the past would be denied." : against.reason(),
              calls(unit, with, against.answer()),
              against.use().first(),
              certain ? List.of() : against.unknown()));
      return unit;
    }
    PartyReport report = report(with).orElse(null);
    if (report != null && report.isUnsatisfiable()) {
      withheld.add(
          new RejectedCondition(
              candidate.point(),
              whom,
              candidate.json(),
              String.join(
                  " ",
                  report.admission().reasons().stream().map(Admission.Obstacle::sentence).toList()),
              0,
              null,
              List.of()));
      return unit;
    }
    List<String> wider = with.wider(candidate.operator(), candidate.key(), candidate.values());
    changes.add(
        "`"
            + whom
            + "` ("
            + unit.kind().phrase()
            + "): "
            + candidate.point().title()
            + " by "
            + candidate.json()
            + (wider.isEmpty()
                ? "."
                : "; " + String.join(" and ", wider) + " beside it says nothing more and goes."));
    return with.withoutWider(candidate.operator(), candidate.key(), candidate.values());
  }

  /** A call that a change would stop or put in doubt; null for none. */
  private @Nullable Replayed against(StatementPart before, StatementPart after) {
    Policy then = policy(before);
    Policy now = policy(after);
    Replayed doubt = null;
    for (ObservedCalls use : before.uses()) {
      Replayed replayed = replay.of(use, now);
      if (replayed.answer() == ReplayAnswer.STILL_ALLOWED
          || replayed.answer() == replay.of(use, then).answer()) {
        continue;
      }
      if (replayed.answer() == ReplayAnswer.WOULD_BE_DENIED) {
        return replayed;
      }
      doubt = doubt == null ? replayed : doubt;
    }
    return doubt;
  }

  private long calls(StatementPart before, StatementPart after, ReplayAnswer answer) {
    Policy now = policy(after);
    return before.uses().stream()
        .filter(use -> replay.of(use, now).answer() == answer)
        .mapToLong(ObservedCalls::count)
        .sum();
  }

  /** The unit as a policy of its own, under the denials of the whole and with its other parts. */
  private Policy policy(StatementPart unit) {
    TrustDocument whole = TrustDocument.of(role.trust());
    List<Map<String, Object>> statements = new ArrayList<>();
    for (Statement statement : role.trust().statements()) {
      if (statement.effect() == Effect.DENY || opensNothing(statement)) {
        statements.add(whole.statements().get(statement.index()));
      }
    }
    statements.add(unit.members());
    return new TrustDocument(whole.version(), statements).policy(role.arn());
  }

  /** A statement of sts:TagSession alone is no party's, and calls with tags need it. */
  private static boolean opensNothing(Statement statement) {
    return !statement.matchesAction("sts:assumerole", 3)
        && !statement.matchesAction("sts:assumerolewithsaml", 3)
        && !statement.matchesAction("sts:assumerolewithwebidentity", 3);
  }

  private Optional<PartyReport> report(StatementPart unit) {
    return checklist.check(facts(List.of(unit.members()))).parties().stream().findFirst();
  }

  private RoleFacts facts(List<Map<String, Object>> statements) {
    Policy trust = new TrustDocument(role.trust().version().date(), statements).policy(role.arn());
    return new RoleFacts(
        role.arn(), role.account(), trust, role.policies(), role.maxSessionSeconds(), role.tags());
  }

  private Statement single(Map<String, Object> members) {
    return facts(List.of(members)).trust().statements().get(0);
  }

  /** As long as the tier allows, or as long as somebody asks for where that is longer. */
  private @Nullable Integer session() {
    int wanted = (int) Math.max(3_600, tier.longestSession().toSeconds());
    int asked = assumed.stream().mapToInt(ObservedCalls::longestSeconds).max().orElse(0);
    Integer now = role.maxSessionSeconds();
    if (assumed.isEmpty() || now == null || now <= Math.max(wanted, asked)) {
      return null;
    }
    changes.add(
        "Sessions last at most "
            + Math.max(wanted, asked)
            + " seconds instead of "
            + now
            + (asked > wanted ? ": as long as callers ask for." : "."));
    return Math.max(wanted, asked);
  }
}
