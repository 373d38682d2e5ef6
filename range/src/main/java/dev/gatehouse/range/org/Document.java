package dev.gatehouse.range.org;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Policy documents. */
public final class Document {
  private Document() {}

  /** A policy of one statement; {@link #and} adds more. */
  public static Map<String, @Nullable Object> of(Map<String, @Nullable Object> statement) {
    return object("Version", "2012-10-17", "Statement", List.of(statement));
  }

  /** An identity policy that allows the actions on every resource. */
  public static Map<String, @Nullable Object> allow(String... actions) {
    return allowOn(List.of("*"), actions);
  }

  /** An identity policy that allows the actions on the resources. */
  public static Map<String, @Nullable Object> allowOn(List<String> resources, String... actions) {
    return of(object("Effect", "Allow", "Action", List.of(actions), "Resource", resources));
  }

  /** The policy with one more statement. */
  public static Map<String, @Nullable Object> and(
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
  public static Map<String, @Nullable Object> trustAws(
      @Nullable Map<String, @Nullable Object> condition, String... principals) {
    return trust(
        "AWS",
        principals.length == 1 ? principals[0] : List.of(principals),
        "sts:AssumeRole",
        condition);
  }

  /** A trust statement for a service. */
  public static Map<String, @Nullable Object> trustService(
      String service, @Nullable Map<String, @Nullable Object> condition) {
    return trust("Service", service, "sts:AssumeRole", condition);
  }

  /** A trust statement for the subjects of an OpenID Connect provider. */
  public static Map<String, @Nullable Object> trustWebIdentity(
      String provider, Map<String, @Nullable Object> condition) {
    return trust("Federated", provider, "sts:AssumeRoleWithWebIdentity", condition);
  }

  /** A trust statement for a SAML provider, as Identity Center makes it. */
  public static Map<String, @Nullable Object> trustSaml(String provider) {
    return trust(
        "Federated",
        provider,
        List.of("sts:AssumeRoleWithSAML", "sts:TagSession"),
        object("StringEquals", object("SAML:aud", "https://signin.aws.amazon.com/saml")));
  }

  private static Map<String, @Nullable Object> trust(
      String kind,
      Object principal,
      Object action,
      @Nullable Map<String, @Nullable Object> condition) {
    Map<String, @Nullable Object> statement =
        object("Effect", "Allow", "Principal", object(kind, principal), "Action", action);
    if (condition != null) {
      statement.put("Condition", condition);
    }
    return statement;
  }
}
