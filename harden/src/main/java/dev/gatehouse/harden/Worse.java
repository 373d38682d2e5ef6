package dev.gatehouse.harden;

import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Cidr;
import dev.gatehouse.estate.Network;
import dev.gatehouse.policy.aws.Arn;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Callers that are worse than the ones that are meant, one for each point. */
final class Worse {
  /** An account of nobody here. */
  static final String STRANGER = "999999999999";

  private static final String OTHER = Domain.FRESH;
  private static final String[] STRANGE_ADDRESSES = {
    "198.51.100.7", "203.0.113.7", "192.0.2.7", "8.8.8.7", "2001:db8:ffff::7"
  };
  private static final Carriage LACKS = Carriage.never("the caller that is probed for lacks it");
  private static final Carriage OTHER_VALUE = Carriage.sometimes(Domain.of(OTHER));

  private Worse() {}

  /** Without an ExternalId, or with one that nobody agreed on. */
  static UnaryOperator<CallerProfile> externalId() {
    return profile -> profile.with("sts:ExternalId", OTHER_VALUE);
  }

  /** A service that acts for another account, outside the organization. */
  static UnaryOperator<CallerProfile> sourceAccount(
      @Nullable String resource, boolean arnHasAccount) {
    String foreign = resource == null ? "arn:aws:s3:::" + OTHER : resource;
    return profile -> {
      CallerProfile worse =
          profile
              .with("aws:SourceAccount", Carriage.sometimes(Domain.of(STRANGER)))
              .with("aws:SourceOrgID", Carriage.sometimes(Domain.of("o-" + OTHER)))
              .with(
                  "aws:SourceOrgPaths",
                  Carriage.sometimes(Domain.of("o-" + OTHER + "/r-x/ou-x/").asSet()));
      return arnHasAccount
          ? worse.with("aws:SourceArn", Carriage.sometimes(Domain.of(foreign)))
          : worse;
    };
  }

  /** A service that acts for another resource of the same account. */
  static UnaryOperator<CallerProfile> sourceArn(String account, String otherResource) {
    return profile ->
        profile
            .with("aws:SourceAccount", Carriage.always(Domain.of(account)))
            .with("aws:SourceArn", Carriage.sometimes(Domain.of(otherResource)));
  }

  /** A principal whose account has left the organization. */
  static UnaryOperator<CallerProfile> outsideOrganization() {
    return profile ->
        profile
            .with("aws:PrincipalOrgID", Carriage.sometimes(Domain.of("o-" + OTHER)))
            .with(
                "aws:PrincipalOrgPaths",
                Carriage.sometimes(Domain.of("o-" + OTHER + "/r-x/ou-x/").asSet()));
  }

  /** A principal that nobody meant, in a given account, without tags. */
  static UnaryOperator<CallerProfile> somebodyOf(String account, String partition) {
    return profile ->
        profile
            .with("aws:PrincipalAccount", Carriage.always(Domain.of(account)))
            .with(
                "aws:PrincipalArn",
                Carriage.always(
                    Domain.of(
                        Arn.iam(partition, account, "role/" + OTHER),
                        Arn.iam(partition, account, "user/" + OTHER))))
            .with("aws:userid", Carriage.always(Domain.of("AROAEXAMPLEOTHER:" + OTHER)))
            .with("aws:username", OTHER_VALUE)
            .with("aws:PrincipalTag/*", LACKS);
  }

  /** Everyone of the internet: no account, organization or tag of the house. */
  static UnaryOperator<CallerProfile> stranger(String partition) {
    return profile -> outsideOrganization().apply(somebodyOf(STRANGER, partition).apply(profile));
  }

  /** Somebody who shows no second factor. */
  static UnaryOperator<CallerProfile> withoutFactor() {
    return profile ->
        profile
            .with("aws:MultiFactorAuthPresent", Carriage.sometimes(Domain.of("false")))
            .with("aws:MultiFactorAuthAge", LACKS);
  }

  /** Somebody who showed a second factor a day ago. */
  static UnaryOperator<CallerProfile> withOldFactor() {
    return profile ->
        profile
            .with("aws:MultiFactorAuthPresent", Carriage.always(Domain.of("true")))
            .with("aws:MultiFactorAuthAge", Carriage.always(Domain.of("86400")));
  }

  /** Somebody in a network of strangers. */
  static UnaryOperator<CallerProfile> elsewhere(List<Network> own) {
    Domain strange =
        Domain.where(
            address ->
                Address.is(address)
                    && !Address.isPrivate(address)
                    && own.stream().noneMatch(network -> holds(network.cidr(), address)),
            STRANGE_ADDRESSES);
    return profile -> {
      CallerProfile worse = profile;
      if (worse.carriage("aws:SourceIp").mayBePresent()) {
        worse = worse.with("aws:SourceIp", Carriage.always(strange));
      }
      if (worse.carriage("aws:SourceVpce").mayBePresent()) {
        worse =
            worse
                .with("aws:SourceVpce", Carriage.always(Domain.of("vpce-" + OTHER)))
                .with("aws:SourceVpc", Carriage.always(Domain.of("vpc-" + OTHER)));
      }
      return worse;
    };
  }

  private static boolean holds(Cidr cidr, String address) {
    return cidr.equals(Cidr.around(address, cidr.prefix(), cidr.prefix()));
  }

  /** A user of an account, and no role of it. */
  static UnaryOperator<CallerProfile> user() {
    return profile ->
        profile.with(
            "aws:PrincipalArn",
            Carriage.always(
                Domain.where(
                    arn ->
                        arn.contains(":user/")
                            && profile.carriage("aws:PrincipalArn").domain().accepts().test(arn),
                    profile.carriage("aws:PrincipalArn").domain().samples().stream()
                        .map(arn -> arn.replace(":role/", ":user/"))
                        .toArray(String[]::new))));
  }

  /** A token with one of these subjects. */
  static UnaryOperator<CallerProfile> subject(String provider, List<String> subjects) {
    return profile ->
        profile.with(
            provider + ":sub", Carriage.always(Domain.of(subjects.toArray(String[]::new))));
  }

  /** A token that was made for another client. */
  static UnaryOperator<CallerProfile> audience(String key) {
    return profile -> profile.with(key, Carriage.always(Domain.of(OTHER)));
  }

  /** A guest of a Cognito identity pool, who has signed in nowhere. */
  static UnaryOperator<CallerProfile> guest(String provider) {
    return profile ->
        profile.with(provider + ":amr", Carriage.always(Domain.of("unauthenticated").asSet()));
  }
}
