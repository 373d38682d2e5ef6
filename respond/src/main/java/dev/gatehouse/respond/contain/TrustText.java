package dev.gatehouse.respond.contain;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import java.util.ArrayList;
import java.util.List;

/** Trust policies as text. */
final class TrustText {
  private TrustText() {}

  /** The document of a compiled policy, less an Id. */
  static String of(Policy policy) {
    return document(policy, List.of());
  }

  /** The document with one more Deny of whoever comes from an account. */
  static String withoutAccount(Policy policy, String partition, String account) {
    return document(
        policy,
        List.of(
            denyAssume()
                .and(
                    "Principal",
                    JsonWriter.object("AWS", "arn:" + partition + ":iam::" + account + ":root"))));
  }

  /**
   * The document with one more Deny of a subject of a provider.
   *
   * @param key the condition key that holds the subject
   */
  static String withoutSubject(Policy policy, String key, String subject) {
    return document(
        policy,
        List.of(
            denyAssume()
                .and("Principal", "*")
                .and(
                    "Condition",
                    JsonWriter.object("StringEquals", JsonWriter.object(key, subject)))));
  }

  private static JsonMap denyAssume() {
    return JsonWriter.object("Effect", "Deny", "Action", "sts:Assume*");
  }

  private static String document(Policy policy, List<JsonMap> more) {
    List<Object> statements = new ArrayList<>();
    for (Statement each : policy.statements()) {
      statements.add(Json.object(JsonWriter.line(each.source())));
    }
    statements.addAll(more);
    return JsonWriter.line(
        JsonWriter.object("Version", policy.version().date(), "Statement", statements));
  }
}
