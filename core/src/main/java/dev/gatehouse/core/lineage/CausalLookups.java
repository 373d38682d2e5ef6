package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lookups for {@link Cause}s: a record that issues a credential also looks up who made that
 * possible, by opening the role's trust policy, or by creating the identity provider or the
 * computer. Uses of the credential reach these causes through their issuing record.
 */
final class CausalLookups {
  private CausalLookups() {}

  static List<String> keys(TrailEvent event) {
    boolean byBus = event.eventName().startsWith("Invoke") && "events".equals(service(event));
    if (byBus) {
      String account = CreationFacts.account(event);
      return account == null ? List.of() : List.of(Keys.thing("bus/" + account));
    }
    return switch (event.eventName()) {
      case "AssumeRole" -> assumeRole(event);
      case "AssumeRoleWithSAML" -> things(role(event), event.request("principalArn"));
      case "AssumeRoleWithWebIdentity" ->
          things(role(event), event.userIdentity().identityProvider());
      case "CreateSession" -> things(null, event.request("trustAnchorArn"));
      default -> List.of();
    };
  }

  private static List<String> assumeRole(TrailEvent event) {
    String service = event.userIdentity().type().equals("AWSService") ? service(event) : null;
    if (service == null) {
      return things(role(event), null);
    }
    if (!service.equals("ec2") && !service.equals("lambda")) {
      return List.of();
    }
    String name = event.request("roleSessionName");
    if (Workload.isInstance(name)) {
      return things(null, name);
    }
    String account = CreationFacts.account(event);
    return service.equals("lambda") && name != null && account != null
        ? things(null, account + "/function/" + name)
        : List.of();
  }

  /** The service that made the call, without its domain; null if none did. */
  private static @Nullable String service(TrailEvent event) {
    String by = event.userIdentity().invokedBy();
    return by == null ? null : ServicePrincipal.service(by);
  }

  private static @Nullable String role(TrailEvent event) {
    String roleArn = event.request("roleArn");
    return roleArn == null ? null : CreationFacts.roleKey(roleArn);
  }

  private static List<String> things(@Nullable String roleKey, @Nullable String thing) {
    List<String> keys = new ArrayList<>(2);
    if (roleKey != null) {
      keys.add(roleKey);
    }
    if (thing != null) {
      keys.add(Keys.thing(thing));
    }
    return keys;
  }

  /** Adds what {@code key} knows about acts that made {@code resolution} possible. */
  static LineageResolution withCauses(LineageResolution resolution, String key, Facts facts) {
    LineageResolution further = resolution;
    for (Fact fact : facts.list()) {
      Cause.Kind kind = fact.cause();
      if (fact.kind() == Fact.Kind.MADE && kind != null && canBe(kind, fact, resolution.who())) {
        String what = fact.roleArn() != null ? fact.roleArn() : key;
        further =
            further.withCause(
                new Cause(
                    kind,
                    what,
                    fact.eventId(),
                    fact.time(),
                    Identity.of(fact.caller()),
                    fact.caller().accessKeyId(),
                    confidence(kind, fact, resolution)));
      }
    }
    return further;
  }

  /** A record about another user's key proves nothing about the user who acts with this one. */
  private static boolean canBe(Cause.Kind kind, Fact fact, UserIdentity who) {
    if (kind != Cause.Kind.ACCESS_KEY_CREATED) {
      return true;
    }
    String account = fact.caller().accountId();
    boolean sameAccount =
        account == null || who.accountId() == null || account.equals(who.accountId());
    return sameAccount
        && (fact.names().isEmpty()
            || who.userName() == null
            || fact.names().equalsIgnoreCase(who.userName()));
  }

  /**
   * A key or an instance can come from nowhere else; a trust was there for others too unless it
   * names this caller's account.
   */
  private static double confidence(Cause.Kind kind, Fact fact, LineageResolution resolution) {
    return switch (kind) {
      case ACCESS_KEY_CREATED, COMPUTE_CREATED -> 1;
      case LOGIN_PROFILE_SET, USER_CREATED, PROVIDER_CREATED, TRUST_ANCHOR_CREATED -> 0.9;
      case COMPUTE_CHANGED -> 0.7;
      case EVENT_SENT -> 0.5;
      case TRUST_OPENED, ROLE_CREATED -> {
        String account = resolution.who().accountId();
        yield account != null && (" " + fact.names() + " ").contains(" " + account + " ")
            ? 0.8
            : 0.5;
      }
    };
  }
}
