package dev.gatehouse.harden;

import static dev.gatehouse.harden.ChecklistPoint.EXTERNAL_ID;
import static dev.gatehouse.harden.ChecklistPoint.MFA;
import static dev.gatehouse.harden.ChecklistPoint.PRINCIPAL_ORG_ID;
import static dev.gatehouse.harden.ChecklistPoint.SESSION_LENGTH;
import static dev.gatehouse.harden.ChecklistPoint.SOURCE_ACCOUNT;
import static dev.gatehouse.harden.ChecklistPoint.SOURCE_ARN;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.admission.Admission;
import dev.gatehouse.estate.admission.AdversarialCallers;
import dev.gatehouse.estate.admission.CallerGroup;
import dev.gatehouse.estate.admission.CallerGroup.Circle;
import dev.gatehouse.estate.admission.CallerProfile;
import dev.gatehouse.estate.admission.PrincipalKind;
import dev.gatehouse.estate.admission.Probe;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.ServiceDeputy;
import dev.gatehouse.estate.admission.ServiceDeputy.Source;
import dev.gatehouse.estate.admission.TrustChanges;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.estate.tier.RiskTier;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.context.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Holds one principal of a trust policy against the eight points. */
final class PartyCheck {
  private static final int CHAINED_SECONDS_MAX = 3600;

  private final TrustedParty party;
  private final RoleFacts role;
  private final RiskTier tier;
  private final Weight weight;
  private final RoleContext around;
  private final Probe probe;

  PartyCheck(TrustedParty party, RoleFacts role, RiskTier tier, RoleContext around) {
    this.party = party;
    this.role = role;
    this.tier = tier;
    this.weight = new Weight(tier);
    this.around = around;
    this.probe = Probe.ofTrust(party, role, around);
  }

  /**
   * @param changes of trust policies, as far as a trail shows them
   */
  PartyReport report(TrustChanges changes) {
    Admission admission = probe.admission();
    List<PointResult> points = new ArrayList<>();
    for (ChecklistPoint point : ChecklistPoint.values()) {
      points.add(admission.possible() == Truth.NO ? refused(point, admission) : asked(point));
    }
    return new PartyReport(
        party,
        admission,
        points,
        changes.addedBy(role.arn(), party.entry().type(), party.entry().value()).orElse(null),
        party.kind() == PrincipalKind.ANYONE
            && admits(AdversarialCallers.stranger(party.partition())) == Truth.YES);
  }

  /** A point of a statement that lets in nobody: to blame, or without meaning. */
  private static PointResult refused(ChecklistPoint point, Admission admission) {
    for (Admission.Obstacle obstacle : admission.reasons()) {
      if (point.keys().stream().anyMatch(obstacle.key()::equalsIgnoreCase)) {
        return new PointResult(point, PointVerdict.UNSATISFIABLE, obstacle.sentence(), null, null);
      }
    }
    return PointResult.notApplicable(point, "The statement lets in nobody.");
  }

  private PointResult asked(ChecklistPoint point) {
    PointResult result =
        switch (point) {
          case EXACT_PRINCIPALS -> new Exactness(party, probe, weight, around).result();
          case EXTERNAL_ID -> externalId();
          case SOURCE_ACCOUNT -> sourceAccount();
          case SOURCE_ARN -> sourceArn();
          case PRINCIPAL_ORG_ID -> principalOrgId();
          case MFA -> mfa();
          case SOURCE_NETWORK -> new NetworkPoint(party, probe, weight, around).result();
          case SESSION_LENGTH -> sessionLength();
        };
    boolean open =
        result.verdict() == PointVerdict.MISSING || result.verdict() == PointVerdict.UNKNOWN;
    return open && !point.isAskedOf(tier) ? result.notAsked(tier) : result;
  }

  private PointResult externalId() {
    boolean foreign =
        party.kind() == PrincipalKind.THIRD_PARTY || party.kind() == PrincipalKind.OTHER_ACCOUNT;
    if (!foreign) {
      return PointResult.notApplicable(
          EXTERNAL_ID,
          "Only a third party that acts for several customers needs one, and "
              + party.kind().phrase()
              + " is none.");
    }
    Truth admits = admits(AdversarialCallers.externalId());
    if (admits != Truth.YES) {
      return decided(EXTERNAL_ID, admits, "A call without the agreed ExternalId is refused.");
    }
    if (party.kind() == PrincipalKind.OTHER_ACCOUNT) {
      return PointResult.unknown(
          EXTERNAL_ID,
          "Nobody says whether account "
              + party.account()
              + " is one's own; organization.json would tell.");
    }
    return PointResult.missing(
        EXTERNAL_ID,
        weight.full(),
        "Account "
            + party.account()
            + " is outside the organization and needs no ExternalId, so another customer of it can"
            + " have it act here.",
        Remedy.toFillIn("StringEquals", "sts:ExternalId", "ID-THAT-THE-THIRD-PARTY-MADE-FOR-YOU"));
  }

  private PointResult sourceAccount() {
    if (party.kind() != PrincipalKind.SERVICE) {
      return noService(SOURCE_ACCOUNT);
    }
    ServiceDeputy deputy = ServiceDeputy.of(party.entry().value());
    if (deputy.source() == Source.NOT_SENT) {
      return PointResult.notApplicable(SOURCE_ACCOUNT, sendsNothing());
    }
    Truth admits = Truth.NO;
    for (CallerGroup group : probe.groups()) {
      boolean outside = group.circle() == Circle.EVERYONE || group.circle() == Circle.OUTSIDER;
      Truth one = outside ? probe.admits(group).possible() : Truth.NO;
      if (one == Truth.YES) {
        return onBehalf(group, deputy);
      }
      admits = admits.or(one);
    }
    return decided(SOURCE_ACCOUNT, admits, "Calls on behalf of other accounts are refused.");
  }

  /** The service is let in for somebody outside. */
  private PointResult onBehalf(CallerGroup group, ServiceDeputy deputy) {
    if (group.circle() == Circle.OUTSIDER) {
      return PointResult.missing(
          SOURCE_ACCOUNT,
          weight.least(),
          "The role is open to " + group.who() + "; take it out unless it is meant.",
          null);
    }
    if (deputy.source() == Source.UNKNOWN) {
      return PointResult.unknown(SOURCE_ACCOUNT, unknownService());
    }
    Remedy remedy = Remedy.of("StringEquals", "aws:SourceAccount", role.account());
    return PointResult.missing(
        SOURCE_ACCOUNT,
        weight.least(),
        deputySentence(deputy) + undocumented(deputy),
        deputy.source() == Source.SENT ? remedy : remedy.toTry());
  }

  private static String undocumented(ServiceDeputy deputy) {
    return deputy.source() == Source.SENT
        ? ""
        : " No page of AWS promises that it sends the key, so try it first.";
  }

  private PointResult sourceArn() {
    if (party.kind() == PrincipalKind.WORKLOAD) {
      return PointResult.notApplicable(
          SOURCE_ARN,
          "A workload's own calls carry no aws:SourceArn; tie its role to the function or instance"
              + " in the role's own policy, with lambda:SourceFunctionArn or"
              + " ec2:SourceInstanceArn.");
    }
    if (party.kind() != PrincipalKind.SERVICE) {
      return noService(SOURCE_ARN);
    }
    ServiceDeputy deputy = ServiceDeputy.of(party.entry().value());
    if (deputy.source() == Source.NOT_SENT) {
      return PointResult.notApplicable(SOURCE_ARN, sendsNothing());
    }
    Truth admits = Truth.NO;
    for (CallerGroup group : probe.groups()) {
      if (group.circle() == Circle.OTHER_RESOURCE) {
        admits = probe.admits(group).possible();
      }
    }
    if (admits != Truth.YES) {
      return decided(SOURCE_ARN, admits, "Calls on behalf of other resources are refused.");
    }
    String pattern = deputy.sourceArn(role.account(), party.partition());
    if (pattern == null) {
      return PointResult.unknown(SOURCE_ARN, unknownService());
    }
    boolean nameless = pattern.endsWith(role.account() + ":*") || pattern.endsWith(":::*");
    return PointResult.missing(
        SOURCE_ARN,
        weight.least(),
        "The service may become the role for any resource of the account; name the one that is"
            + " meant."
            + undocumented(deputy),
        nameless
            ? Remedy.toFillIn(
                "ArnLike", "aws:SourceArn", pattern.substring(0, pattern.length() - 1) + "RESOURCE")
            : deputy.source() == Source.SENT
                ? Remedy.of("ArnLike", "aws:SourceArn", pattern)
                : Remedy.of("ArnLike", "aws:SourceArn", pattern).toTry());
  }

  private PointResult noService(ChecklistPoint point) {
    return PointResult.notApplicable(
        point,
        "Only a service that acts for a resource carries the key, and "
            + party.kind().phrase()
            + " does not.");
  }

  private String sendsNothing() {
    return party.entry().value()
        + " does not say for whom it assumes a role; it takes roles of its own account only, from"
        + " whoever may pass them.";
  }

  private String unknownService() {
    return "Nothing is known here of how `"
        + party.entry().value()
        + "` says for whom it acts; its documentation on confused deputies would tell.";
  }

  private String deputySentence(ServiceDeputy deputy) {
    String attack = deputy.roleAttack();
    return attack == null
        ? party.entry().value() + " may become the role on behalf of any account."
        : party.entry().value()
            + " may become the role on behalf of anybody: whoever may pass the role "
            + attack
            + ".";
  }

  private PointResult principalOrgId() {
    switch (party.kind()) {
      case SERVICE, PIPELINE, POD, COGNITO, WEB_IDENTITY, SAML, NOBODY -> {
        return PointResult.notApplicable(
            PRINCIPAL_ORG_ID, "The caller is no AWS principal and belongs to no organization.");
      }
      case THIRD_PARTY -> {
        return PointResult.notApplicable(
            PRINCIPAL_ORG_ID, "Account " + party.account() + " is not in the organization.");
      }
      default -> {
        if (party.account().equals(role.account())) {
          return PointResult.notApplicable(
              PRINCIPAL_ORG_ID, "The principal belongs to the role's own account.");
        }
      }
    }
    Truth admits = admits(AdversarialCallers.outsideOrganization());
    if (admits != Truth.YES) {
      return decided(
          PRINCIPAL_ORG_ID, admits, "Callers from outside the organization are refused.");
    }
    String id = around.organizationId().orElse(null);
    if (id == null || party.kind() == PrincipalKind.OTHER_ACCOUNT) {
      return PointResult.unknown(
          PRINCIPAL_ORG_ID,
          "Nobody says whether the caller's account is one's own; organization.json would tell.");
    }
    return PointResult.missing(
        PRINCIPAL_ORG_ID,
        party.isNamed() ? Severity.LOW : weight.least(),
        "The principal stays trusted when its account leaves the organization.",
        Remedy.of("StringEquals", "aws:PrincipalOrgID", id));
  }

  private PointResult mfa() {
    String reason =
        switch (party.kind()) {
          case USER, OWN_ACCOUNT, OWN_ORGANIZATION, ANYONE -> "";
          case FEDERATED_PERSON ->
              "People show their second factor to the identity provider; it must be enforced there.";
          case ROLE ->
              "A role's session has a second factor only if its own issue asked for one; ask for it"
                  + " where people become `"
                  + party.entry().name()
                  + "`.";
          case THIRD_PARTY, OTHER_ACCOUNT -> "A third party's programs have no second factor.";
          case WORKLOAD, SERVICE, PIPELINE, POD -> "A program has no second factor.";
          case COGNITO, WEB_IDENTITY, SAML ->
              "The identity provider asks for the second factor, and AWS is not told.";
          case NOBODY -> "The principal is nobody any more.";
        };
    if (!reason.isEmpty()) {
      return PointResult.notApplicable(MFA, reason);
    }
    boolean noUsers =
        party.kind() != PrincipalKind.ANYONE
            && party.kind() != PrincipalKind.USER
            && around
                .inventory()
                .account(party.account())
                .map(each -> each.dumped() && each.users().isEmpty())
                .orElse(false);
    if (noUsers) {
      return PointResult.notApplicable(
          MFA,
          "Account "
              + party.account()
              + " has no IAM users; its people come as roles, and AWS is not told of their second"
              + " factor.");
    }
    if (party.kind() != PrincipalKind.USER && admits(AdversarialCallers.user()) != Truth.YES) {
      return PointResult.notApplicable(MFA, "Only roles are let in, and no user.");
    }
    Remedy present = Remedy.of("Bool", "aws:MultiFactorAuthPresent", "true");
    Remedy age =
        Remedy.of(
            "NumericLessThan",
            "aws:MultiFactorAuthAge",
            String.valueOf(tier.longestSession().toSeconds()));
    Truth without = admits(AdversarialCallers.withoutFactor());
    if (without == Truth.YES) {
      return PointResult.missing(
          MFA,
          weight.less(),
          "A stolen access key is enough to become the role.",
          present.and(age));
    }
    Truth old = admits(AdversarialCallers.withOldFactor());
    if (old == Truth.YES) {
      return PointResult.missing(
          MFA, weight.least(), "A second factor of the day before is still good.", age);
    }
    return decided(MFA, without.or(old), "Callers without a recent second factor are refused.");
  }

  private PointResult sessionLength() {
    long longest = tier.longestSession().toSeconds();
    switch (party.kind()) {
      case ROLE, WORKLOAD, FEDERATED_PERSON -> {
        return PointResult.met(
            SESSION_LENGTH, "A role that becomes another gets a session of one hour at most.");
      }
      case SERVICE -> {
        return PointResult.notApplicable(
            SESSION_LENGTH, "The service renews its session by itself.");
      }
      case NOBODY -> {
        return PointResult.notApplicable(SESSION_LENGTH, "The principal is nobody any more.");
      }
      default -> {
        // said below
      }
    }
    Integer seconds = role.maxSessionSeconds();
    if (longest >= 43_200 || (seconds != null && seconds <= longest)) {
      return PointResult.met(SESSION_LENGTH, "A session is no longer than the tier allows.");
    }
    if (seconds == null) {
      return PointResult.unknown(
          SESSION_LENGTH,
          "Nobody says how long a session may last; `aws iam get-role` or `list-roles` would tell.");
    }
    return PointResult.missing(
        SESSION_LENGTH,
        seconds > 4 * Math.max(longest, CHAINED_SECONDS_MAX) ? weight.less() : weight.least(),
        "A session lasts up to "
            + hours(seconds)
            + ", the tier allows "
            + hours(longest)
            + "; set MaxSessionDuration to "
            + longest
            + ".",
        null);
  }

  private static String hours(long seconds) {
    return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds / 60 + " min";
  }

  private Truth admits(UnaryOperator<CallerProfile> worse) {
    return probe.with(worse).admits();
  }

  private static PointResult decided(ChecklistPoint point, Truth admits, String met) {
    return admits == Truth.NO
        ? PointResult.met(point, met)
        : PointResult.unknown(
            point, "The conditions have variables or patterns whose reach is not known.");
  }
}
