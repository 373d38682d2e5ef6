package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Cidr;
import dev.gatehouse.estate.Network;
import dev.gatehouse.policy.aws.Arn;
import java.util.List;
import java.util.function.UnaryOperator;

/** Callers that are worse than the ones that are meant, one for each point. */
public final class AdversarialCallers {
  /** An account of nobody here. */
  public static final String STRANGER = "999999999999";

  private static final String OTHER = Domain.FRESH;
  private static final String[] STRANGE_ADDRESSES = {
    "198.51.100.7", "203.0.113.7", "192.0.2.7", "8.8.8.7", "2001:db8:ffff::7"
  };
  private static final KeyPresence LACKS =
      KeyPresence.never("the caller that is probed for lacks it");
  private static final KeyPresence OTHER_VALUE = KeyPresence.sometimes(Domain.of(OTHER));

  private AdversarialCallers() {}

  /** Without an ExternalId, or with one that nobody agreed on. */
  public static UnaryOperator<CallerProfile> externalId() {
    return profile -> profile.with("sts:ExternalId", OTHER_VALUE);
  }

  /** A service that acts for another resource of the same account. */
  static UnaryOperator<CallerProfile> sourceArn(String account, String otherResource) {
    return profile ->
        profile
            .with("aws:SourceAccount", KeyPresence.always(Domain.of(account)))
            .with("aws:SourceArn", KeyPresence.sometimes(Domain.of(otherResource)));
  }

  /** A principal whose account has left the organization. */
  public static UnaryOperator<CallerProfile> outsideOrganization() {
    return profile ->
        profile
            .with("aws:PrincipalOrgID", KeyPresence.sometimes(Domain.of("o-" + OTHER)))
            .with(
                "aws:PrincipalOrgPaths",
                KeyPresence.sometimes(Domain.of("o-" + OTHER + "/r-x/ou-x/").asSet()));
  }

  /** A principal that nobody meant, in a given account, without tags. */
  public static UnaryOperator<CallerProfile> somebodyOf(String account, String partition) {
    return profile ->
        profile
            .with("aws:PrincipalAccount", KeyPresence.always(Domain.of(account)))
            .with(
                "aws:PrincipalArn",
                KeyPresence.always(
                    Domain.of(
                        Arn.iam(partition, account, "role/" + OTHER),
                        Arn.iam(partition, account, "user/" + OTHER))))
            .with("aws:userid", KeyPresence.always(Domain.of("AROAEXAMPLEOTHER:" + OTHER)))
            .with("aws:username", OTHER_VALUE)
            .with("aws:PrincipalTag/*", LACKS);
  }

  /** Everyone of the internet: no account, organization or tag of the house. */
  public static UnaryOperator<CallerProfile> stranger(String partition) {
    Domain source =
        Domain.like(
            List.of(Shape.of("arn:*:*:*:" + STRANGER + ":*")),
            List.of(new Arn(partition, "sns", "us-east-1", STRANGER, OTHER).toString()));
    return profile -> {
      CallerProfile worse =
          outsideOrganization().apply(somebodyOf(STRANGER, partition).apply(profile));
      return profile.presence("aws:SourceAccount").mayBePresent()
          ? worse
              .with("aws:SourceAccount", KeyPresence.sometimes(Domain.of(STRANGER)))
              .with("aws:SourceOrgID", KeyPresence.sometimes(Domain.of("o-" + OTHER)))
              .with("aws:SourceArn", KeyPresence.sometimes(source))
          : worse;
    };
  }

  /** Somebody who shows no second factor. */
  public static UnaryOperator<CallerProfile> withoutFactor() {
    return profile ->
        profile
            .with("aws:MultiFactorAuthPresent", KeyPresence.sometimes(Domain.of("false")))
            .with("aws:MultiFactorAuthAge", LACKS);
  }

  /** Somebody who showed a second factor a day ago. */
  public static UnaryOperator<CallerProfile> withOldFactor() {
    return profile ->
        profile
            .with("aws:MultiFactorAuthPresent", KeyPresence.always(Domain.of("true")))
            .with("aws:MultiFactorAuthAge", KeyPresence.always(Domain.of("86400")));
  }

  /** Somebody in a network of strangers. */
  public static UnaryOperator<CallerProfile> elsewhere(List<Network> own) {
    Domain strange =
        Domain.where(
            address ->
                Address.is(address)
                    && !Address.isPrivate(address)
                    && own.stream().noneMatch(network -> holds(network.cidr(), address)),
            STRANGE_ADDRESSES);
    return profile -> {
      CallerProfile worse = profile;
      if (worse.presence("aws:SourceIp").mayBePresent()) {
        worse = worse.with("aws:SourceIp", KeyPresence.always(strange));
      }
      if (worse.presence("aws:SourceVpce").mayBePresent()) {
        worse =
            worse
                .with("aws:SourceVpce", KeyPresence.always(Domain.of("vpce-" + OTHER)))
                .with("aws:SourceVpc", KeyPresence.always(Domain.of("vpc-" + OTHER)));
      }
      return worse;
    };
  }

  private static boolean holds(Cidr cidr, String address) {
    return cidr.equals(Cidr.around(address, cidr.prefix(), cidr.prefix()));
  }

  /** A user of an account, and no role of it. */
  public static UnaryOperator<CallerProfile> user() {
    return profile ->
        profile.with(
            "aws:PrincipalArn",
            KeyPresence.always(
                Domain.where(
                    arn ->
                        arn.contains(":user/")
                            && profile.presence("aws:PrincipalArn").domain().accepts().test(arn),
                    profile.presence("aws:PrincipalArn").domain().samples().stream()
                        .map(arn -> arn.replace(":role/", ":user/"))
                        .toArray(String[]::new))));
  }

  /** A token with one of these subjects. */
  public static UnaryOperator<CallerProfile> subject(String provider, List<String> subjects) {
    return profile ->
        profile.with(
            provider + ":sub", KeyPresence.always(Domain.of(subjects.toArray(String[]::new))));
  }

  /** A token that was made for another client. */
  public static UnaryOperator<CallerProfile> audience(String key) {
    return profile -> profile.with(key, KeyPresence.always(Domain.of(OTHER)));
  }

  /** A guest of a Cognito identity pool, who has signed in nowhere. */
  public static UnaryOperator<CallerProfile> guest(String provider) {
    return profile ->
        profile.with(provider + ":amr", KeyPresence.always(Domain.of("unauthenticated").asSet()));
  }
}
