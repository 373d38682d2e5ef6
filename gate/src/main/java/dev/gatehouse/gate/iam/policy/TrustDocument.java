package dev.gatehouse.gate.iam.policy;

import static dev.gatehouse.gate.iam.policy.DocumentCheck.malformed;

import dev.gatehouse.gate.model.ServicePrincipals;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.pattern.ActionPattern;
import dev.gatehouse.policy.principal.PrincipalElement;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The checks of trust policies. */
final class TrustDocument {
  /** Providers of web identities that need no provider of the account's own. */
  private static final Set<String> KNOWN_PROVIDERS =
      Set.of(
          "cognito-identity.amazonaws.com",
          "accounts.google.com",
          "www.amazon.com",
          "graph.facebook.com");

  private final State state;
  private final JsonObject document;

  TrustDocument(State state, JsonObject document) {
    this.state = state;
    this.document = document;
  }

  void check() {
    for (JsonObject statement : DocumentSyntax.statements(document)) {
      for (String prohibited : List.of("Resource", "NotResource", "NotPrincipal")) {
        if (statement.get(prohibited) != null) {
          throw malformed("Has prohibited field " + prohibited);
        }
      }
      JsonValue principal = statement.get("Principal");
      if (principal == null) {
        throw malformed("Missing required field Principal");
      }
      JsonValue action =
          statement.get("Action") == null ? statement.get("NotAction") : statement.get("Action");
      if (action == null || DocumentSyntax.texts(action).isEmpty()) {
        throw malformed("Missing required field Action");
      }
      DocumentSyntax.texts(action).forEach(TrustDocument::checkAction);
      checkPrincipal(principal);
    }
  }

  private static void checkAction(String action) {
    boolean ofSts =
        action.toLowerCase(Locale.ROOT).startsWith("sts:")
            && !ActionCatalogue.aws().matching(ActionPattern.of(action)).isEmpty();
    if (!ofSts) {
      throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
    }
  }

  private void checkPrincipal(JsonValue principal) {
    if (principal instanceof JsonObject byType) {
      for (Member member : byType.members()) {
        for (String value : DocumentSyntax.texts(member.value())) {
          checkPrincipal(member.name(), value);
        }
      }
    } else if (!DocumentSyntax.texts(principal).equals(List.of("*"))) {
      throw malformed("Invalid principal in policy: " + DocumentSyntax.texts(principal));
    }
  }

  private void checkPrincipal(String type, String value) {
    boolean there =
        switch (type) {
          case "AWS" -> isThere(PrincipalElement.entry(type, value, 0, 0));
          case "Service" -> ServicePrincipals.isKnown(value);
          case "Federated" -> isProvider(value);
          case "CanonicalUser" -> true;
          default -> false;
        };
    if (!there) {
      String shown = type.equals("AWS") ? type : type.toUpperCase(Locale.ROOT);
      throw malformed("Invalid principal in policy: \"" + shown + "\":\"" + value + "\"");
    }
  }

  /** Whoever is named in an account of this gate must be there; of others nothing is known. */
  private boolean isThere(PrincipalElement.Entry entry) {
    if (entry.kind() == EntryKind.UNREADABLE) {
      return false;
    }
    Holdings holdings = state.account(entry.account());
    if (holdings == null || entry.kind() == EntryKind.ACCOUNT) {
      return true;
    }
    return switch (entry.kind()) {
      case USER -> isArn(holdings, Kind.USER, entry);
      case ROLE -> isArn(holdings, Kind.ROLE, entry);
      case ROLE_SESSION -> holdings.get(Kind.ROLE, roleOf(entry.value())) != null;
      default -> true;
    };
  }

  private static String roleOf(String sessionArn) {
    String[] parts = sessionArn.split("/", 3);
    return parts.length > 1 ? parts[1] : "";
  }

  private static boolean isArn(Holdings holdings, Kind kind, PrincipalElement.Entry entry) {
    var item = holdings.get(kind, entry.name());
    return item != null && item.need("Arn").equals(entry.value());
  }

  private boolean isProvider(String value) {
    return KNOWN_PROVIDERS.contains(value)
        || value.matches("arn:aws[a-z-]*:iam::[0-9]{12}:(?:saml|oidc)-provider/.+");
  }
}
