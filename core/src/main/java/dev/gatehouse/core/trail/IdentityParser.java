package dev.gatehouse.core.trail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code userIdentity}. Rarely run: readers keep identities by their bytes. */
final class IdentityParser {
  private IdentityParser() {}

  /** The bytes are a JSON object that has been checked. */
  static UserIdentity parse(byte[] bytes, int from, int to) {
    return of(Json.object(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
  }

  private static UserIdentity of(Map<?, ?> identity) {
    if (identity.isEmpty()) {
      return UserIdentity.UNKNOWN;
    }
    Map<?, ?> scope = child(identity, "inScopeOf");
    Map<?, ?> person = child(identity, "onBehalfOf");
    String type = text(identity, "type");
    String issuedTo = text(scope, "credentialsIssuedTo");
    return new UserIdentity(
        type == null ? "Unknown" : type,
        text(identity, "principalId"),
        text(identity, "arn"),
        text(identity, "accountId"),
        text(identity, "accessKeyId"),
        text(identity, "userName"),
        text(identity, "invokedBy"),
        text(child(identity, "invokedByDelegate"), "accountId"),
        text(identity, "identityProvider"),
        text(identity, "credentialId"),
        text(person, "userId"),
        text(person, "identityStoreArn"),
        issuedTo == null ? text(scope, "sourceArn") : issuedTo,
        session(child(identity, "sessionContext")));
  }

  private static @Nullable SessionContext session(Map<?, ?> context) {
    if (context.isEmpty()) {
      return null;
    }
    Map<?, ?> issuer = child(context, "sessionIssuer");
    Map<?, ?> attributes = child(context, "attributes");
    return new SessionContext(
        text(issuer, "type"),
        text(issuer, "principalId"),
        text(issuer, "arn"),
        text(issuer, "accountId"),
        text(issuer, "userName"),
        EventTime.parse(text(attributes, "creationDate")),
        flag(text(attributes, "mfaAuthenticated")),
        text(child(context, "webIdFederationData"), "federatedProvider"),
        text(context, "sourceIdentity"),
        text(context, "ec2RoleDelivery"),
        text(context, "signInSessionArn"),
        Boolean.TRUE.equals(flag(text(context, "assumedRoot"))));
  }

  /**
   * {@code "true"}, {@code "Yes"}, {@code true}: the documentation itself spells flags in many
   * ways.
   */
  static @Nullable Boolean flag(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes" -> Boolean.TRUE;
      case "false", "no" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static Map<?, ?> child(Map<?, ?> map, String name) {
    return map.get(name) instanceof Map<?, ?> child ? child : Map.of();
  }

  private static @Nullable String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    if (value == null || value instanceof Map || value instanceof Iterable) {
      return null;
    }
    String text = value.toString();
    return text.isEmpty() ? null : text;
  }
}
