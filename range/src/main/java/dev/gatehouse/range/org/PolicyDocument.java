package dev.gatehouse.range.org;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policy documents, and the statements of trust policies. */
public final class PolicyDocument {
  private PolicyDocument() {}

  /** A policy of one statement; {@link #and} adds more. */
  public static JsonMap of(Map<String, @Nullable Object> statement) {
    return object("Version", "2012-10-17", "Statement", List.of(statement));
  }

  /** An identity policy that allows actions, separated by spaces, on every resource. */
  public static JsonMap allow(String actions) {
    return of(allowing(actions, List.of("*")));
  }

  /** A statement that allows actions, separated by spaces, on a resource or a list of them. */
  static JsonMap allowing(String actions, Object resource) {
    return object("Effect", "Allow", "Action", List.of(actions.split("\\s+")))
        .and("Resource", resource);
  }

  /** The policy with one more statement. */
  public static JsonMap and(
      Map<String, @Nullable Object> policy, Map<String, @Nullable Object> statement) {
    List<@Nullable Object> statements = new ArrayList<>();
    if (policy.get("Statement") instanceof List<?> before) {
      statements.addAll(before);
    }
    statements.add(statement);
    return object("Version", "2012-10-17", "Statement", statements);
  }

  /** The policy as JSON text. */
  public static String text(Map<String, @Nullable Object> policy) {
    return JsonWriter.line(policy);
  }

  /** A trust statement for AWS principals. */
  public static JsonMap trustAws(String... principals) {
    Object principal = principals.length == 1 ? principals[0] : List.of(principals);
    return trust("AWS", principal, "sts:AssumeRole");
  }

  /** A trust statement for every principal of an account that may assume roles. */
  public static JsonMap trustAccount(String accountId) {
    return trustAws("arn:aws:iam::" + accountId + ":root");
  }

  /** A trust statement for a service. */
  public static JsonMap trustService(String service) {
    return trust("Service", service, "sts:AssumeRole");
  }

  /** A trust statement for the subjects of an OpenID Connect provider. */
  public static JsonMap trustWebIdentity(String provider) {
    return trust("Federated", provider, "sts:AssumeRoleWithWebIdentity");
  }

  /** A trust statement for a SAML provider, as Identity Center makes it. */
  static JsonMap trustSaml(String provider) {
    return when(
        trust("Federated", provider, List.of("sts:AssumeRoleWithSAML", "sts:TagSession")),
        "StringEquals",
        "SAML:aud",
        "https://signin.aws.amazon.com/saml");
  }

  /** The statement with a condition of one operator, key and value. */
  public static JsonMap when(JsonMap statement, String operator, String key, String value) {
    return statement.and("Condition", object(operator, object(key, value)));
  }

  private static JsonMap trust(String kind, Object principal, Object action) {
    return object("Effect", "Allow", "Principal", object(kind, principal), "Action", action);
  }
}
