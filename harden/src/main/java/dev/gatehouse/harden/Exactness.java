package dev.gatehouse.harden;

import static dev.gatehouse.harden.ChecklistPoint.EXACT_PRINCIPALS;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.admission.AdversarialCallers;
import dev.gatehouse.estate.admission.Domain;
import dev.gatehouse.estate.admission.PrincipalKind;
import dev.gatehouse.estate.admission.Probe;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.Truth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The point {@link ChecklistPoint#EXACT_PRINCIPALS}: whether others get in than those who are
 * meant.
 */
final class Exactness {
  /** Subjects of build jobs of other customers, as the known providers write them. */
  private static final List<String> STRANGE_JOBS =
      List.of(
          "repo:gatehouse-other/gatehouse-other:ref:refs/heads/main",
          "project_path:gatehouse-other/gatehouse-other:ref_type:branch:ref:main",
          "organization:gatehouse-other:project:x:workspace:x:run_phase:apply",
          "organization:gatehouse-other:pipeline:x:ref:refs/heads/main:commit:x:step:x",
          "org/gatehouse-other/project/x/user/x",
          "sc://gatehouse-other/x/x",
          "gatehouse-other");

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
      case PIPELINE -> pipeline();
      case POD -> pod();
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

  private PointResult pipeline() {
    String sub = party.provider() + ":sub";
    if (probe.with(AdversarialCallers.subject(party.provider(), STRANGE_JOBS)).admits()
        == Truth.YES) {
      return missing(
          Severity.CRITICAL,
          "Build jobs of every customer of "
              + party.provider()
              + " are let in; ask for the subject.",
          Remedy.toFillIn("StringLike", sub, "repo:ORGANIZATION/REPOSITORY:ref:refs/heads/main")
              .and(forSts()));
    }
    String wide = widened(sub);
    if (wide != null) {
      boolean whole = isRepositoryOpen(wide);
      return missing(
          whole ? weight.full() : weight.less(),
          whole
              ? "Jobs of any repository under `" + wide + "` are let in, on any branch."
              : "Any branch, tag or pull request under `" + wide + "` is let in.",
          Remedy.toFillIn(
                  "StringEquals",
                  sub,
                  wide.substring(0, wide.indexOf('*')) + "REPOSITORY-AND-BRANCH")
              .and(forSts()));
    }
    return audience(party.provider() + ":aud", "sts.amazonaws.com");
  }

  private Remedy forSts() {
    return Remedy.of("StringEquals", party.provider() + ":aud", "sts.amazonaws.com");
  }

  /** Whether the first wildcard stands before the repository has ended. */
  private static boolean isRepositoryOpen(String subject) {
    String fixed = subject.substring(0, subject.indexOf('*'));
    int slash = fixed.indexOf('/');
    return slash < 0 || fixed.indexOf(':', slash) < 0;
  }

  /** A value with a wildcard through which a subject that nobody named gets in. */
  private @Nullable String widened(String sub) {
    for (Condition condition : party.statement().conditions()) {
      if (!condition.key().name().equalsIgnoreCase(sub) || condition.name().operator().negated()) {
        continue;
      }
      for (String value : condition.values()) {
        if (value.indexOf('*') < 0) {
          continue;
        }
        List<String> subjects = new ArrayList<>();
        subjects.add(value.replace("*", Domain.FRESH));
        subjects.add(value.replace("*", Domain.FRESH + ":ref:refs/heads/main"));
        if (probe.with(AdversarialCallers.subject(party.provider(), subjects)).admits()
            == Truth.YES) {
          return value;
        }
      }
    }
    return null;
  }

  private PointResult pod() {
    String sub = party.provider() + ":sub";
    List<String> strange = List.of("system:serviceaccount:gatehouse-other:gatehouse-other");
    if (probe.with(AdversarialCallers.subject(party.provider(), strange)).admits() == Truth.YES) {
      return missing(
          weight.full(),
          "Every service account of the cluster is let in; ask for the subject.",
          Remedy.toFillIn("StringEquals", sub, "system:serviceaccount:NAMESPACE:SERVICE-ACCOUNT")
              .and(forSts()));
    }
    String wide = widened(sub);
    if (wide != null) {
      return missing(
          weight.less(),
          "Any service account under `" + wide + "` is let in.",
          Remedy.toFillIn("StringEquals", sub, "system:serviceaccount:NAMESPACE:SERVICE-ACCOUNT")
              .and(forSts()));
    }
    return audience(party.provider() + ":aud", "sts.amazonaws.com");
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
    List<String> strange = List.of(Domain.FRESH);
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
    return audience("saml:aud", "https://signin.aws.amazon.com/saml");
  }

  private PointResult audience(String key, String expected) {
    Truth admits = probe.with(AdversarialCallers.audience(key)).admits();
    if (admits == Truth.YES) {
      return missing(
          Severity.LOW,
          "What was made for another audience is let in; ask for the audience.",
          Remedy.of("StringEquals", key, expected));
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
