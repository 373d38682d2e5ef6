package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.SecondFactor;
import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.caller.SessionIssuer;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import dev.gatehouse.policy.context.Context;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trades the credentials of a user or of another role for those of a role.
 *
 * <p>A role that is not there and one that does not trust the caller are refused alike.
 */
final class AssumeRole implements Handler {
  private final SessionIssuer issuer;
  private final SecondFactor factor;

  AssumeRole(SessionIssuer issuer, SecondFactor factor) {
    this.issuer = issuer;
    this.factor = factor;
  }

  @Override
  public Structure answer(Call call) {
    Identity caller = call.caller();
    if (caller.kind() == Identity.Kind.ROOT) {
      throw denied("Roles may not be assumed by root accounts.");
    }
    AssumedRole role = AssumedRole.find(call.state(), call.need("RoleArn"));
    SessionTags tags = SessionTags.of(call.input(), caller.session());
    String source = sourceIdentity(call.text("SourceIdentity"), caller.session());
    SessionPolicies policies = SessionPolicies.of(call, role.account(), tags);
    Instant mfaAt = factor.shown(call.input(), caller, call.now());
    Call seen = mfaAt == null ? call : call.withFactor(mfaAt);
    authorize(seen, role, tags, source);
    int seconds = Durations.ofRole(call.input(), role.maximum(), caller.temporary());
    String name = call.need("RoleSessionName");
    Session session =
        new RoleSession(
                role,
                name,
                tags,
                policies,
                source,
                mfaAt != null ? mfaAt : mfaOfUser(caller),
                null,
                Map.of())
            .issue(issuer, call.now(), seconds);
    call.notes().assumed(role.there());
    return Structure.of(
        "Credentials", issuer.credentials(session),
        "AssumedRoleUser", role.user(name),
        "PackedPolicySize", policies.packedSize(),
        "SourceIdentity", source);
  }

  private static void authorize(
      Call call, AssumedRole role, SessionTags tags, @Nullable String source) {
    Context.Builder keys = new Context.Builder();
    keys.put("sts:RoleSessionName", call.need("RoleSessionName"));
    if (call.text("ExternalId") != null) {
      keys.put("sts:ExternalId", call.need("ExternalId"));
    }
    if (source != null) {
      keys.put("sts:SourceIdentity", source);
    }
    if (call.input().has("DurationSeconds")) {
      keys.put("sts:DurationSeconds", String.valueOf(call.input().number("DurationSeconds", 0)));
    }
    tags.addTo(keys);
    role.addTo(keys);
    Context context = keys.build();
    // AWS names the first of the actions that is not allowed.
    requireAlone(call, "sts:AssumeRole", role, context);
    if (tags.needsPermission()) {
      requireAlone(call, "sts:TagSession", role, context);
    }
    if (source != null) {
      requireAlone(call, "sts:SetSourceIdentity", role, context);
    }
  }

  private static void requireAlone(Call call, String action, AssumedRole role, Context keys) {
    Permission permission = role.permission(action, keys, call.authorizer());
    boolean allowed =
        role.item() != null
            && call.authorizer().decideAlone(call.circumstances(), permission).allowed();
    if (!allowed) {
      throw denied(
          "User: "
              + call.caller().arn()
              + " is not authorized to perform: "
              + action
              + " on resource: "
              + role.arn());
    }
  }

  /** A source identity stays through a chain of roles and cannot be changed on the way. */
  private static @Nullable String sourceIdentity(
      @Nullable String asked, @Nullable Session session) {
    String before = session == null ? null : session.sourceIdentity();
    if (before != null && asked != null && !before.equals(asked)) {
      throw denied(
          "SourceIdentity cannot be changed once it is set; the session's is `" + before + "`.");
    }
    return before == null ? asked : before;
  }

  /** A user's session keeps its second factor when it becomes a role; a role's does not pass on. */
  private static @Nullable Instant mfaOfUser(Identity caller) {
    Session session = caller.session();
    return caller.kind() == Identity.Kind.USER && session != null ? session.mfaAt() : null;
  }

  private static AwsException denied(String message) {
    return new AwsException(403, "AccessDenied", message);
  }
}
