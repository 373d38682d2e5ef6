package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.principal.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that AWS sets itself, from what a request says of its caller and resource (IAM
 * guide, "Global condition context keys").
 *
 * <p>Facts win over what the asker put in the context; keys that follow from nothing here (tags,
 * organization, source address) stay as they are.
 */
public final class DerivedContext {
  private DerivedContext() {}

  /**
   * The request with the derivable keys set.
   *
   * @param now the time of the call for {@code aws:CurrentTime}, or null to leave time alone
   */
  public static Request derive(Request request, @Nullable Instant now) {
    Context given = request.context();
    Context.Builder keys = given.toBuilder();
    Caller caller = request.caller();
    switch (caller.kind()) {
      case ANONYMOUS -> keys.put("aws:PrincipalType", "Anonymous");
      case ROOT -> account(keys, caller).put("aws:PrincipalArn", caller.text());
      case USER ->
          account(keys, caller)
              .put("aws:PrincipalArn", caller.text())
              .put("aws:username", caller.name());
      case ROLE, ROLE_SESSION -> role(account(keys, caller), given, caller);
      case FEDERATED_USER -> account(keys, caller).put("aws:PrincipalArn", caller.text());
      case FEDERATED -> {}
      case SERVICE -> keys.put("aws:PrincipalServiceName", caller.text());
    }
    if (caller.kind() != Caller.Kind.ANONYMOUS) {
      boolean service = caller.kind() == Caller.Kind.SERVICE;
      keys.put("aws:PrincipalIsAWSService", String.valueOf(service));
    }
    type(caller, keys);
    if (!request.resourceAccount().isEmpty() && !request.resourceAccount().equals("aws")) {
      keys.put("aws:ResourceAccount", request.resourceAccount());
    }
    if (now != null) {
      keys.put("aws:CurrentTime", now.toString());
      keys.put("aws:EpochTime", String.valueOf(now.getEpochSecond()));
    }
    return request.withContext(keys.build());
  }

  private static Context.Builder account(Context.Builder keys, Caller caller) {
    return keys.put("aws:PrincipalAccount", caller.account());
  }

  /**
   * For a session aws:PrincipalArn is the role's ARN; its path is known only if somebody said it.
   */
  private static void role(Context.Builder keys, Context given, Caller caller) {
    if (caller.roleArn() != null) {
      keys.put("aws:PrincipalArn", caller.roleArn());
    } else if (!given.has("aws:PrincipalArn")) {
      keys.unknown("aws:PrincipalArn");
    }
  }

  private static void type(Caller caller, Context.Builder keys) {
    String type =
        switch (caller.kind()) {
          case ROOT -> "Account";
          case USER -> "User";
          case ROLE, ROLE_SESSION -> "AssumedRole";
          case FEDERATED_USER -> "FederatedUser";
          case ANONYMOUS -> "Anonymous";
          case FEDERATED, SERVICE -> "";
        };
    if (!type.isEmpty()) {
      keys.put("aws:PrincipalType", type);
    }
  }
}
