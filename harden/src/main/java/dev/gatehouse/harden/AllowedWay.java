package dev.gatehouse.harden;

import dev.gatehouse.estate.admission.Probe;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.context.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Somebody whom a trust policy lets in, in the words of a trust map.
 *
 * @param source an ARN, {@code …:root} for a whole account, {@code federated:…}, {@code service:…},
 *     or {@code *}
 * @param target ARN of the role
 */
public record AllowedWay(String source, String target) implements Comparable<AllowedWay> {
  @Override
  public int compareTo(AllowedWay other) {
    int order = target.compareTo(other.target);
    return order != 0 ? order : source.compareTo(other.source);
  }

  /**
   * All ways that the trust policies leave open, by target and source. Roles that services keep for
   * themselves are left out; whom nobody can be is too.
   */
  public static List<AllowedWay> of(RoleContext around) {
    TreeSet<AllowedWay> ways = new TreeSet<>();
    for (RoleFacts role : around.roles().values()) {
      if (role.arn().contains(":role/aws-service-role/")) {
        continue;
      }
      for (TrustedParty party : TrustedParty.of(role, around)) {
        Probe probe = Probe.ofTrust(party, role, around);
        if (probe.admits() != Truth.NO) {
          sources(party).forEach(source -> ways.add(new AllowedWay(source, role.arn())));
        }
      }
    }
    return List.copyOf(ways);
  }

  /** The sources of a principal; none for one that nobody is. */
  public static List<String> sources(TrustedParty party) {
    String value = party.entry().value();
    return switch (party.kind()) {
      case ANYONE -> List.of("*");
      case OWN_ACCOUNT, OWN_ORGANIZATION -> List.of(root(party));
      case THIRD_PARTY, OTHER_ACCOUNT -> List.of(party.isNamed() ? value : root(party));
      case USER, FEDERATED_PERSON, WORKLOAD, ROLE -> List.of(value);
      case SERVICE -> List.of("service:" + value);
      case SAML -> List.of(saml(value));
      case PIPELINE, POD, COGNITO, WEB_IDENTITY -> subjects(party);
      case NOBODY -> List.of();
    };
  }

  /**
   * Everybody of a SAML provider. Identity Center keeps one of its own in each account, whose
   * people are its users (IAM Identity Center guide, "Identity Center roles").
   */
  public static String saml(String providerArn) {
    return providerArn.contains(":saml-provider/AWSSSO_")
        ? "identitycenter:*"
        : "federated:" + providerArn + "/*";
  }

  private static String root(TrustedParty party) {
    return Arn.iam(party.partition(), party.account(), "root");
  }

  private static List<String> subjects(TrustedParty party) {
    List<String> subjects = new ArrayList<>();
    for (Condition condition : party.statement().conditions()) {
      Operator operator = condition.name().operator();
      if (condition.key().name().equalsIgnoreCase(party.provider() + ":sub")
          && (operator == Operator.STRING_EQUALS || operator == Operator.STRING_LIKE)) {
        condition
            .values()
            .forEach(subject -> subjects.add("federated:" + party.entry().value() + "/" + subject));
      }
    }
    return subjects.isEmpty() ? List.of("federated:" + party.entry().value() + "/*") : subjects;
  }
}
