package dev.gatehouse.harden;

import static dev.gatehouse.harden.ChecklistPoint.EXACT_PRINCIPALS;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.admission.AdversarialCallers;
import dev.gatehouse.estate.admission.CallerGroup;
import dev.gatehouse.estate.admission.CallerGroup.Circle;
import dev.gatehouse.estate.admission.Issuer;
import dev.gatehouse.estate.admission.PrincipalKind;
import dev.gatehouse.estate.admission.Probe;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.Partition;
import dev.gatehouse.policy.context.Truth;
import java.util.List;

/**
 * The point {@link ChecklistPoint#EXACT_PRINCIPALS}: whether others get in than those who are
 * meant.
 */
final class Exactness {
  private final TrustedParty party;
  private final Probe probe;
  private final Weight weight;
  private final RoleContext around;

  Exactness(TrustedParty party, Probe probe, Weight weight, RoleContext around) {
    this.party = party;
    this.probe = probe;
    this.weight = weight;
    this.around = around;
  }

  PointResult result() {
    return switch (party.kind()) {
      case ANYONE -> anyone();
      case OWN_ACCOUNT, OWN_ORGANIZATION -> delegation();
      case THIRD_PARTY, OTHER_ACCOUNT -> foreign();
      case USER, FEDERATED_PERSON, WORKLOAD, ROLE ->
          PointResult.met(EXACT_PRINCIPALS, "The statement names one principal.");
      case SERVICE -> PointResult.met(EXACT_PRINCIPALS, "The statement names the service.");
      case PIPELINE, POD -> tokens();
      case COGNITO -> cognito();
      case WEB_IDENTITY -> webIdentity();
      case SAML -> saml();
      case NOBODY ->
          PointResult.notApplicable(EXACT_PRINCIPALS, "The principal is nobody any more.");
    };
  }

  private PointResult anyone() {
    Truth strangers = probe.with(AdversarialCallers.stranger(party.partition())).admits();
    if (strangers == Truth.YES) {
      Remedy callers = callers("ACCOUNT-ID");
      Remedy remedy =
          around
              .organizationId()
              .map(id -> callers.and(Remedy.of("StringEquals", "aws:PrincipalOrgID", id)))
              .orElse(callers);
      return missing(
          Severity.CRITICAL, "Every AWS account is let in; name the principals instead.", remedy);
    }
    Truth inside =
        probe
            .with(AdversarialCallers.somebodyOf(AdversarialCallers.STRANGER, party.partition()))
            .admits();
    if (inside == Truth.YES) {
      return missing(
          weight.full(),
          "Any principal of the organization is let in; name the principals instead.",
          callers("ACCOUNT-ID"));
    }
    return decided(strangers.or(inside), "The conditions choose among all callers.");
  }

  private PointResult delegation() {
    Truth admits =
        probe.with(AdversarialCallers.somebodyOf(party.account(), party.partition())).admits();
    if (admits != Truth.YES) {
      return decided(admits, "The conditions choose among the principals of the account.");
    }
    boolean own = party.kind() == PrincipalKind.OWN_ACCOUNT;
    return missing(
        own ? weight.less() : weight.full(),
        "Any principal of account "
            + party.account()
            + " whose policies allow sts:AssumeRole is let in; name the ones that are meant.",
        callers(party.account()));
  }

  private Remedy callers(String account) {
    return Remedy.toFillIn(
        "ArnLike",
        "aws:PrincipalArn",
        Arn.iam(party.partition(), account, "role/NAME-OF-THE-CALLER"));
  }

  private PointResult foreign() {
    if (party.isNamed()) {
      return PointResult.met(EXACT_PRINCIPALS, "The statement names one principal.");
    }
    Truth admits =
        probe.with(AdversarialCallers.somebodyOf(party.account(), party.partition())).admits();
    if (admits != Truth.YES) {
      return decided(admits, "The conditions choose among the principals of the account.");
    }
    return missing(
        Severity.LOW,
        "Any principal of account "
            + party.account()
            + " that its owner allows is let in; name the role from which it calls.",
        callers(party.account()));
  }

  /** Build jobs and pods: who else has tokens that the conditions let in. */
  private PointResult tokens() {
    boolean unknown = false;
    for (CallerGroup group : probe.groups()) {
      Truth admits = probe.admits(group).possible();
      if (admits == Truth.YES) {
        boolean one = group.who().startsWith("any ");
        return missing(
            switch (group.circle()) {
              case EVERYONE, OTHER_OWNER -> Severity.CRITICAL;
              case OTHER_PROJECT -> weight.full();
              default -> weight.less();
            },
            Character.toUpperCase(group.who().charAt(0))
                + group.who().substring(1)
                + (one ? " is let in" : " are let in")
                + (group.circle() == Circle.EVERYONE ? "; ask for the subject." : "."),
            subject(group.instead()));
      }
      unknown |= admits == Truth.UNKNOWN;
    }
    String expected =
        Issuer.of(party.provider()).map(each -> each.audience(party.partition())).orElse(null);
    return unknown
        ? decided(Truth.UNKNOWN, "")
        : audience(party.provider() + ":aud", expected == null ? "AUDIENCE" : expected);
  }

  /** The subject to ask for, and the audience where the policy asks for none. */
  private Remedy subject(String instead) {
    Remedy subject =
        Remedy.toFillIn(
            instead.indexOf('*') < 0 ? "StringEquals" : "StringLike",
            party.provider() + ":sub",
            instead);
    String key = party.provider() + ":aud";
    boolean asked =
        party.statement().conditions().stream()
            .anyMatch(
                each ->
                    each.key().name().equalsIgnoreCase(key) && !each.name().operator().negated());
    String expected =
        Issuer.of(party.provider()).map(each -> each.audience(party.partition())).orElse(null);
    return asked || expected == null
        ? subject
        : subject.and(Remedy.toFillIn("StringEquals", key, expected));
  }

  private PointResult cognito() {
    String provider = party.provider();
    if (probe.with(AdversarialCallers.audience(provider + ":aud")).admits() == Truth.YES) {
      return missing(
          Severity.CRITICAL,
          "Tokens of every identity pool, of any account, are let in; ask for the pool.",
          Remedy.toFillIn("StringEquals", provider + ":aud", "REGION:IDENTITY-POOL-ID")
              .and(Remedy.of("ForAnyValue:StringLike", provider + ":amr", "authenticated")));
    }
    if (probe.with(AdversarialCallers.guest(provider)).admits() == Truth.YES) {
      return missing(
          weight.full(),
          "Guests who have signed in nowhere are let in; ask for authenticated users.",
          Remedy.of("ForAnyValue:StringLike", provider + ":amr", "authenticated"));
    }
    return PointResult.met(
        EXACT_PRINCIPALS, "Only users who signed in at the named pool are let in.");
  }

  private PointResult webIdentity() {
    String provider = party.provider();
    List<String> strange = List.of("gatehouse-other");
    boolean anyClient =
        probe.with(AdversarialCallers.audience(provider + ":aud")).admits() == Truth.YES;
    boolean anyUser =
        probe.with(AdversarialCallers.subject(provider, strange)).admits() == Truth.YES;
    if (anyClient
        && probe
                .with(
                    p ->
                        AdversarialCallers.audience(provider + ":aud")
                            .apply(AdversarialCallers.subject(provider, strange).apply(p)))
                .admits()
            == Truth.YES) {
      return missing(
          Severity.CRITICAL,
          "Every token of " + provider + " is let in; ask for the client and the subject.",
          Remedy.toFillIn("StringEquals", provider + ":aud", "CLIENT-ID")
              .and(Remedy.toFillIn("StringLike", provider + ":sub", "SUBJECT")));
    }
    if (anyUser) {
      return missing(
          Severity.LOW,
          "Every user of the client is let in; ask for the subject where few are meant.",
          Remedy.toFillIn("StringLike", provider + ":sub", "SUBJECT"));
    }
    return PointResult.met(EXACT_PRINCIPALS, "The conditions choose among the subjects.");
  }

  private PointResult saml() {
    String host = Partition.of(party.partition()).signIn();
    return audience("saml:aud", "https://" + (host == null ? "SIGN-IN-HOST" : host) + "/saml");
  }

  private PointResult audience(String key, String expected) {
    Truth admits = probe.with(AdversarialCallers.audience(key)).admits();
    if (admits == Truth.YES) {
      return missing(
          Severity.LOW,
          "What was made for another audience is let in; ask for the audience.",
          expected.matches(".*[A-Z-]{8}.*")
              ? Remedy.toFillIn("StringEquals", key, expected)
              : Remedy.of("StringEquals", key, expected));
    }
    return decided(admits, "The conditions choose among the subjects.");
  }

  private static PointResult decided(Truth admits, String met) {
    return admits == Truth.NO
        ? PointResult.met(EXACT_PRINCIPALS, met)
        : PointResult.unknown(
            EXACT_PRINCIPALS,
            "The conditions have variables or patterns whose reach is not known.");
  }

  private static PointResult missing(Severity severity, String reason, Remedy remedy) {
    return PointResult.missing(EXACT_PRINCIPALS, severity, reason, remedy);
  }
}
