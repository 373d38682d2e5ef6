package dev.gatehouse.respond.contain;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Policy documents that deny everything to somebody. */
final class Deny {
  private Deny() {}

  /** Sessions issued before a moment. */
  static String issuedBefore(Instant moment) {
    return document(
        JsonWriter.object(
            "DateLessThan",
            JsonWriter.object(
                "aws:TokenIssueTime", moment.truncatedTo(ChronoUnit.SECONDS).toString())));
  }

  /** Sessions of the role by their names; anybody may take such a name again. */
  static String sessionNames(List<String> names) {
    return document(
        JsonWriter.object(
            "StringLike",
            JsonWriter.object(
                "aws:userid", names.stream().map(name -> "*:" + escaped(name)).toList())));
  }

  /** Whoever holds the policy. */
  static String all() {
    return document(null);
  }

  /** As a control policy: one person in every account, by the name that Identity Center gives. */
  static String person(String name) {
    return document(
        JsonWriter.object(
            "ArnLike",
            JsonWriter.object(
                "aws:PrincipalArn", "arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*"),
            "StringLike",
            JsonWriter.object("aws:userid", "*:" + escaped(name))));
  }

  /** As a control policy: sessions of one role issued before a moment. */
  static String roleIssuedBefore(String roleArn, Instant moment) {
    return document(
        JsonWriter.object(
            "ArnEquals",
            JsonWriter.object("aws:PrincipalArn", roleArn),
            "DateLessThan",
            JsonWriter.object(
                "aws:TokenIssueTime", moment.truncatedTo(ChronoUnit.SECONDS).toString())));
  }

  /** Session names have no wildcards (STS API reference), but what a record says may. */
  private static String escaped(String name) {
    return name.replace("$", "${$}").replace("*", "${*}").replace("?", "${?}");
  }

  private static String document(@org.jspecify.annotations.Nullable JsonMap condition) {
    JsonMap statement =
        JsonWriter.object("Sid", "Contain", "Effect", "Deny", "Action", "*", "Resource", "*");
    if (condition != null) {
      statement.put("Condition", condition);
    }
    return JsonWriter.line(
        JsonWriter.object("Version", "2012-10-17", "Statement", List.of(statement)));
  }
}
