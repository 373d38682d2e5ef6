package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.admission.ServiceDeputy.Source;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which condition keys the request of a caller carries, by the kind of caller (IAM guide, "AWS
 * global condition context keys" and "IAM and AWS STS condition context keys").
 *
 * <p>A key that is not spoken of here may be there or not, so nothing is concluded from it.
 */
final class CallerKeys {
  /** The longest that GetSessionToken lets an MFA sign-in live, in seconds. */
  private static final long MFA_AGE_MAX = 129_600;

  private final TrustedParty party;
  private final RoleContext around;

  private CallerKeys(TrustedParty party, RoleContext around) {
    this.party = party;
    this.around = around;
  }

  /** The ways in which the party can make its request; none if it can make none. */
  static List<CallerProfile> profiles(TrustedParty party, RoleContext around) {
    CallerKeys keys = new CallerKeys(party, around);
    PrincipalKind kind = party.kind();
    if (kind == PrincipalKind.NOBODY) {
      return List.of();
    }
    if (kind == PrincipalKind.SERVICE) {
      return List.of(keys.service());
    }
    List<CallerProfile> profiles = new ArrayList<>();
    if (kind == PrincipalKind.ANYONE) {
      profiles.add(keys.service());
    }
    for (CallerProfile caller :
        kind.hasCredentials() ? keys.withCredentials() : List.of(keys.withToken())) {
      profiles.add(overInternet(caller));
      profiles.add(throughEndpoint(caller));
    }
    return profiles;
  }

  private static CallerProfile overInternet(CallerProfile caller) {
    KeyPresence none = KeyPresence.never("the key exists only for calls through a VPC endpoint");
    return caller
        .and("over the internet")
        .with(
            "aws:SourceIp",
            KeyPresence.always(Domain.publicAddress())
                .because(
                    "a request shows its public address there, never a private one; private"
                        + " addresses stand in aws:VpcSourceIp"))
        .with("aws:VpcSourceIp", none)
        .with("aws:SourceVpc", none)
        .with("aws:SourceVpcArn", none)
        .with("aws:SourceVpce", none);
  }

  private static CallerProfile throughEndpoint(CallerProfile caller) {
    return caller
        .and("through a VPC endpoint")
        .with(
            "aws:SourceIp",
            KeyPresence.never("the key does not exist for calls through a VPC endpoint"))
        .with("aws:VpcSourceIp", KeyPresence.always(Domain.address()))
        .with("aws:SourceVpc", KeyPresence.always(Domain.any()))
        .with("aws:SourceVpce", KeyPresence.always(Domain.any()));
  }

  /** What every request carries. */
  private CallerProfile any(String name) {
    CallerProfile profile =
        CallerProfile.named(name)
            .with(
                "aws:SecureTransport",
                KeyPresence.always(Domain.of("true")).because("STS takes no calls without TLS"))
            .with(
                "aws:CurrentTime",
                KeyPresence.always(Times.from(around.now())).because("the time is over"))
            .with(
                "aws:EpochTime",
                KeyPresence.always(Times.from(around.now())).because("the time is over"))
            .with("aws:ResourceAccount", KeyPresence.always(Domain.of(party.owner())))
            .with("sts:RoleSessionName", KeyPresence.always(Domain.any()))
            .with("aws:TagKeys", KeyPresence.sometimes(Domain.any().asSet()))
            .with("sts:TransitiveTagKeys", KeyPresence.sometimes(Domain.any().asSet()))
            .with("aws:CalledVia", KeyPresence.sometimes(Domain.any().asSet()))
            .with("aws:PrincipalServiceNamesList", KeyPresence.sometimes(Domain.any().asSet()))
            .with("aws:PrincipalOrgPaths", KeyPresence.sometimes(Domain.any().asSet()))
            .with("aws:SourceOrgPaths", KeyPresence.sometimes(Domain.any().asSet()))
            .with("aws:ResourceOrgPaths", KeyPresence.sometimes(Domain.any().asSet()));
    return around
        .organizationId()
        .map(id -> profile.with("aws:ResourceOrgID", KeyPresence.always(Domain.of(id))))
        .orElse(profile);
  }

  private CallerProfile service() {
    ServiceDeputy deputy = ServiceDeputy.of(party.entry().value());
    KeyPresence noPrincipal =
        KeyPresence.never("a service principal belongs to no account or organization");
    KeyPresence noPerson = KeyPresence.never("a service principal signs in with no second factor");
    KeyPresence noNetwork = KeyPresence.never("a service calls from inside AWS");
    CallerProfile profile =
        any("")
            .with("aws:PrincipalIsAWSService", KeyPresence.always(Domain.of("true")))
            .with("aws:MultiFactorAuthPresent", noPerson)
            .with("aws:MultiFactorAuthAge", noPerson)
            .with("aws:username", noPrincipal)
            .with("aws:userid", noPrincipal)
            .with("lambda:SourceFunctionArn", notAWorkload())
            .with("ec2:SourceInstanceArn", notAWorkload())
            .with(
                "aws:SourceAccount",
                KeyPresence.sometimes(
                        Domain.like(
                            List.of(Shape.ACCOUNT),
                            List.of(party.owner(), AdversarialCallers.STRANGER)))
                    .because("an account is twelve digits"));
    if (party.kind() == PrincipalKind.SERVICE && deputy.source() == Source.SENT) {
      profile =
          profile.with(
              "aws:SourceArn",
              KeyPresence.sometimes(
                      Domain.like(deputy.allSources(), deputy.sampleSources(party.owner())))
                  .because("no ARN that " + party.entry().value() + " sends has this form"));
    }
    if (party.kind() == PrincipalKind.SERVICE && !deputy.sendsExternalId()) {
      profile =
          profile.with("sts:ExternalId", KeyPresence.never("the service sends no ExternalId"));
    }
    if (party.kind() == PrincipalKind.SERVICE) {
      profile =
          profile.with(
              "aws:PrincipalServiceName", KeyPresence.always(Domain.of(party.entry().value())));
    }
    for (String key :
        List.of(
            "aws:PrincipalArn",
            "aws:PrincipalAccount",
            "aws:PrincipalOrgID",
            "aws:PrincipalOrgPaths",
            "aws:PrincipalType")) {
      profile = profile.with(key, noPrincipal);
    }
    for (String key :
        List.of("aws:SourceIp", "aws:VpcSourceIp", "aws:SourceVpc", "aws:SourceVpce")) {
      profile = profile.with(key, noNetwork);
    }
    if (!party.entry().value().startsWith("rolesanywhere.")) {
      profile = profile.with("aws:PrincipalTag/*", noPrincipal);
    }
    if (deputy.source() == Source.NOT_SENT) {
      KeyPresence none =
          KeyPresence.never(party.entry().value() + " does not say for whom it assumes a role");
      return profile
          .with("aws:SourceArn", none)
          .with("aws:SourceAccount", none)
          .with("aws:SourceOrgID", none)
          .with("aws:SourceOrgPaths", none);
    }
    return profile;
  }

  private static KeyPresence notAWorkload() {
    return KeyPresence.never("the key is set on calls that a workload's own code makes");
  }

  private List<CallerProfile> withCredentials() {
    CallerProfile profile =
        any("")
            .with("aws:PrincipalIsAWSService", KeyPresence.always(Domain.of("false")))
            .with("aws:PrincipalServiceName", notAService())
            .with("aws:PrincipalServiceNamesList", notAService())
            .with("aws:SourceArn", notAService())
            .with("aws:SourceAccount", notAService())
            .with("aws:SourceOrgID", notAService())
            .with("aws:SourceOrgPaths", notAService())
            .with(
                "aws:PrincipalArn",
                KeyPresence.always(principalArn())
                    .because("the key has the ARN of the principal that the statement names"))
            .with("aws:PrincipalType", KeyPresence.always(principalType()))
            .with("aws:userid", KeyPresence.always(Domain.any()));
    if (!party.account().isEmpty()) {
      profile =
          profile.with(
              "aws:PrincipalAccount",
              KeyPresence.always(Domain.of(party.account()))
                  .because("the principal belongs to account " + party.account()));
    }
    return secondFactors(workload(named(organization(profile))));
  }

  private static KeyPresence notAService() {
    return KeyPresence.never(
        "the key is set only where a service principal acts for a resource, not on calls of a user"
            + " or role");
  }

  private CallerProfile organization(CallerProfile profile) {
    String own = around.organizationId().orElse(null);
    if (own == null) {
      return profile;
    }
    return switch (party.kind()) {
      case THIRD_PARTY ->
          profile.with(
              "aws:PrincipalOrgID",
              KeyPresence.sometimes(Domain.otherThan(own, "o-" + Domain.FRESH))
                  .because("account " + party.account() + " is not in the organization"));
      case ANYONE, OTHER_ACCOUNT -> profile;
      default ->
          profile.with(
              "aws:PrincipalOrgID",
              KeyPresence.always(Domain.of(own))
                  .because("account " + party.account() + " is in organization " + own));
    };
  }

  private CallerProfile named(CallerProfile profile) {
    EntryKind kind = party.entry().kind();
    if (kind == EntryKind.USER) {
      return profile.with("aws:username", KeyPresence.always(Domain.of(party.entry().name())));
    }
    if (kind == EntryKind.ROLE || kind == EntryKind.ROLE_SESSION) {
      return profile.with("aws:username", KeyPresence.never("only users have the key"));
    }
    return profile;
  }

  private Domain principalArn() {
    String value = party.entry().value();
    return switch (party.entry().kind()) {
      case USER, ROLE, FEDERATED_USER -> Domain.of(value);
      case ROLE_SESSION -> {
        String[] parts = value.split("/", 3);
        String name = parts.length > 1 ? parts[1] : "";
        Predicate<String> sameRole =
            arn -> arn.contains("::" + party.account() + ":role/") && arn.endsWith("/" + name);
        yield Domain.where(sameRole, arn(party.account(), "role/" + name));
      }
      case ACCOUNT ->
          Domain.where(
              arn -> arn.contains(":iam::" + party.account() + ":"),
              arn(party.account(), "role/" + Domain.FRESH),
              arn(party.account(), "user/" + Domain.FRESH));
      default ->
          Domain.where(
              arn -> arn.contains(":iam::"),
              arn(AdversarialCallers.STRANGER, "role/" + Domain.FRESH));
    };
  }

  private String arn(String account, String resource) {
    return Arn.iam(party.partition(), account, resource);
  }

  private Domain principalType() {
    return switch (party.entry().kind()) {
      case USER -> Domain.of("User");
      case ROLE, ROLE_SESSION -> Domain.of("AssumedRole");
      case FEDERATED_USER -> Domain.of("FederatedUser");
      default -> Domain.any();
    };
  }

  /** Keys that are set on calls out of a function or an instance. */
  private CallerProfile workload(CallerProfile profile) {
    EntryKind kind = party.entry().kind();
    boolean role = kind == EntryKind.ROLE || kind == EntryKind.ROLE_SESSION;
    Set<String> services =
        around.role(party.entry().value()).map(RoleFacts::services).orElse(Set.of());
    boolean known = !services.isEmpty();
    KeyPresence none = KeyPresence.never("no such workload carries the calling role");
    CallerProfile told = profile;
    if (kind == EntryKind.USER || (role && known && !services.contains("lambda.amazonaws.com"))) {
      told = told.with("lambda:SourceFunctionArn", none);
    }
    if (kind == EntryKind.USER || (role && known && !services.contains("ec2.amazonaws.com"))) {
      told = told.with("ec2:SourceInstanceArn", none).with("aws:Ec2InstanceSourceVpc", none);
    }
    return told;
  }

  private List<CallerProfile> secondFactors(CallerProfile caller) {
    PrincipalKind kind = party.kind();
    EntryKind entry = party.entry().kind();
    String person =
        kind == PrincipalKind.WORKLOAD
            ? "a workload signs in with no second factor"
            : "people show their second factor to the identity provider, and AWS is not told";
    KeyPresence absent = KeyPresence.never("a long-term key says nothing of a second factor");
    boolean noFactor = kind == PrincipalKind.WORKLOAD || kind == PrincipalKind.FEDERATED_PERSON;
    CallerProfile without =
        caller
            .and("without a second factor")
            .with(
                "aws:MultiFactorAuthPresent",
                KeyPresence.always(Domain.of("false"))
                    .because(noFactor ? person : "no factor was shown"))
            .with(
                "aws:MultiFactorAuthAge",
                KeyPresence.never(noFactor ? person : "no second factor was shown"));
    if (noFactor) {
      return List.of(without);
    }
    CallerProfile with =
        caller
            .and("with a second factor")
            .with("aws:MultiFactorAuthPresent", KeyPresence.always(Domain.of("true")))
            .with(
                "aws:MultiFactorAuthAge",
                KeyPresence.always(Domain.number(0, MFA_AGE_MAX))
                    .because("a second factor is at most 36 hours old"));
    if (entry == EntryKind.ROLE || entry == EntryKind.ROLE_SESSION) {
      return List.of(with, without);
    }
    CallerProfile longTerm =
        caller
            .and("with a long-term key")
            .with("aws:MultiFactorAuthPresent", absent)
            .with("aws:MultiFactorAuthAge", absent);
    return List.of(with, without, longTerm);
  }

  /** The bearer of a token or assertion has no AWS identity yet. */
  private CallerProfile withToken() {
    KeyPresence nobody = KeyPresence.never("the caller is no AWS principal yet");
    KeyPresence other = KeyPresence.never("the token is of another provider");
    CallerProfile profile =
        any("")
            .with("aws:PrincipalIsAWSService", KeyPresence.always(Domain.of("false")))
            .with("aws:PrincipalServiceName", notAService());
    for (String key :
        List.of(
            "aws:PrincipalArn",
            "aws:PrincipalAccount",
            "aws:PrincipalOrgID",
            "aws:PrincipalOrgPaths",
            "aws:username",
            "aws:MultiFactorAuthPresent",
            "aws:MultiFactorAuthAge",
            "lambda:SourceFunctionArn",
            "ec2:SourceInstanceArn")) {
      profile = profile.with(key, nobody);
    }
    for (String key :
        List.of("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths")) {
      profile = profile.with(key, notAService());
    }
    profile =
        profile.with(
            "sts:ExternalId", KeyPresence.never(party.kind().call() + " takes no ExternalId"));
    if (party.kind() == PrincipalKind.SAML) {
      return profile
          .with("saml:aud", KeyPresence.always(Domain.any()))
          .with("saml:edupersonaffiliation", KeyPresence.sometimes(Domain.any().asSet()))
          .with("saml:edupersonorgdn", KeyPresence.sometimes(Domain.any().asSet()));
    }
    String provider = party.provider();
    profile =
        profile
            .ofProvider(provider)
            .with("saml:*", other)
            .with(
                provider + ":sub",
                KeyPresence.always(
                    party.kind() == PrincipalKind.WEB_IDENTITY ? Domain.any() : Domain.plainText()))
            .with(provider + ":aud", KeyPresence.always(Domain.any()));
    if (party.kind() == PrincipalKind.COGNITO) {
      return profile.with(provider + ":amr", KeyPresence.always(Domain.any().asSet()));
    }
    return profile;
  }
}
