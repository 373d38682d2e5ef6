package dev.gatehouse.harden.history;

import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who can have made a call. The role owner's copy of a foreign call tells an account and a unique
 * id only: then the caller may be any that a policy tells apart, or another.
 */
final class CallersOfRecord {
  /** Stands for a name of which no policy speaks. */
  static final String NOBODY_RECORDED = "a-name-nobody-recorded";

  private final Inventory inventory;

  CallersOfRecord(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * A caller.
   *
   * @param arn value of aws:PrincipalArn; null where nobody knows it
   */
  record Named(Caller caller, @Nullable String arn) {}

  /** All of them; none where the record says nothing of the caller. */
  List<Named> of(CallSignature shape, String roleArn, Set<String> names) {
    if (shape.caller() != null) {
      Caller caller = named(shape);
      return caller == null ? List.of() : List.of(new Named(caller, principalArn(caller)));
    }
    String account = shape.callerAccount();
    String id = shape.principalId();
    if (!shape.isOwnersCopy() || account == null || id == null) {
      return List.of();
    }
    String known = byId(account, id);
    if (known != null) {
      return List.of(new Named(Caller.parse(known), known));
    }
    String kind = UniqueId.ROLE.is(id) ? "role" : "user";
    List<Named> possible = new ArrayList<>();
    for (String name : names) {
      boolean session = name.contains(":assumed-role/") && kind.equals("role");
      if (Arn.account(name).equals(account) && (name.contains(":" + kind + "/") || session)) {
        possible.add(new Named(Caller.parse(name), session ? null : name));
      }
    }
    String partition = String.valueOf(Arn.partition(roleArn));
    String other = Arn.iam(partition, account, kind + "/" + NOBODY_RECORDED);
    possible.add(new Named(Caller.parse(other), null));
    return possible;
  }

  private @Nullable String byId(String account, String id) {
    var known = inventory.account(account).orElse(null);
    if (known == null) {
      return null;
    }
    for (var role : known.roles()) {
      if (id.equals(role.id())) {
        return role.arn();
      }
    }
    for (var user : known.users()) {
      if (id.equals(user.id())) {
        return user.arn();
      }
    }
    return null;
  }

  private @Nullable Caller named(CallSignature shape) {
    String text = String.valueOf(shape.caller());
    try {
      switch (shape.callerType()) {
        case "AWSService" -> {
          return Caller.service(text);
        }
        case "SAMLUser", "WebIdentityUser" -> {
          return Caller.federated(text);
        }
        default -> {
          Caller caller = inventory.caller(text);
          boolean session = caller.kind() == Caller.Kind.ROLE_SESSION;
          return session && shape.callerRole() != null
              ? caller.withRoleArn(shape.callerRole())
              : caller;
        }
      }
    } catch (IllegalArgumentException noPrincipal) {
      return null;
    }
  }

  private static @Nullable String principalArn(Caller caller) {
    return caller.kind() == Caller.Kind.ROLE_SESSION ? caller.roleArn() : caller.text();
  }
}
