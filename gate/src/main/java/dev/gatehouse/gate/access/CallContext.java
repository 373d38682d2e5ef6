package dev.gatehouse.gate.access;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that a call has by itself (IAM guide, "AWS global condition context keys").
 * Those that follow from caller and resource alone are added by the policy engine.
 */
final class CallContext {
  private CallContext() {}

  static Context of(State state, Circumstances call, Permission permission) {
    Context.Builder keys = permission.keys().toBuilder();
    request(call, keys);
    Identity identity = call.identity();
    if (identity != null) {
      principal(state, call, identity, keys);
    }
    organization(state, "aws:Resource", permission.owner(), keys);
    keys.put("aws:ViaAWSService", "false");
    return keys.build();
  }

  private static void request(Circumstances call, Context.Builder keys) {
    keys.put("aws:SourceIp", call.http().remote());
    keys.put("aws:SecureTransport", String.valueOf(call.http().secure()));
    keys.put("aws:RequestedRegion", call.region());
    put(keys, "aws:UserAgent", call.http().header("User-Agent"));
    put(keys, "aws:Referer", call.http().header("Referer"));
  }

  private static void principal(
      State state, Circumstances call, Identity identity, Context.Builder keys) {
    keys.put("aws:userid", identity.userId());
    organization(state, "aws:Principal", identity.account(), keys);
    tags(identity).forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, value));
    Session session = identity.session();
    Instant factorAt = identity.factorAt();
    if (factorAt != null) {
      long age = call.now().getEpochSecond() - factorAt.getEpochSecond();
      keys.put("aws:MultiFactorAuthAge", String.valueOf(Math.max(0, age)));
    }
    // Long-term keys do not have this one at all, unless the call itself shows a code.
    if (factorAt != null || session != null) {
      keys.put("aws:MultiFactorAuthPresent", String.valueOf(factorAt != null));
    }
    if (session == null) {
      return;
    }
    keys.put("aws:TokenIssueTime", session.issued().toString());
    put(keys, "aws:SourceIdentity", session.sourceIdentity());
    put(keys, "aws:FederatedProvider", session.provider());
    session.keys().forEach(keys::put);
  }

  /**
   * Tags of the user or role, over which those of the session win; keys differ by more than case.
   */
  static Map<String, String> tags(Identity identity) {
    Map<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (identity.entity() != null && identity.kind() != Identity.Kind.FEDERATED) {
      for (Structure tag : identity.entity().structures("Tags")) {
        tags.put(tag.need("Key"), tag.text("Value", ""));
      }
    }
    Session session = identity.session();
    if (session != null) {
      session
          .tags()
          .forEach(
              (key, value) -> {
                tags.remove(key);
                tags.put(key, value);
              });
    }
    return tags;
  }

  private static void organization(
      State state, String prefix, String account, Context.Builder keys) {
    Holdings organization = state.organization();
    Structure at = organization.get(Kind.ACCOUNT, account);
    if (at == null || organization.count(Kind.ORGANIZATION) == 0) {
      return;
    }
    Structure about = organization.all(Kind.ORGANIZATION).iterator().next();
    List<String> above = new ArrayList<>();
    for (Structure up = ControlPolicies.parent(organization, at);
        up != null;
        up = ControlPolicies.parent(organization, up)) {
      above.add(0, up.need("Id"));
    }
    keys.put(prefix + "OrgID", about.need("Id"));
    String path = about.need("Id") + "/" + String.join("/", above) + "/";
    keys.putAll(prefix + "OrgPaths", List.of(path));
    if (prefix.equals("aws:Principal")) {
      keys.put("aws:PrincipalOrgMasterAccountId", about.need("MasterAccountId"));
    }
  }

  private static void put(Context.Builder keys, String name, @Nullable String value) {
    if (value != null) {
      keys.put(name, value);
    }
  }
}
