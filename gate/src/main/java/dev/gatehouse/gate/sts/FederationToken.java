package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.caller.SessionIssuer;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import dev.gatehouse.policy.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Trades long-term credentials for those of somebody whom the user or root vouches for. */
final class FederationToken implements Handler {
  private final SessionIssuer issuer;

  FederationToken(SessionIssuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public Structure answer(Call call) {
    Identity caller = call.caller();
    if (caller.temporary()) {
      throw new AwsException(
          403, "AccessDenied", "Cannot call GetFederationToken with session credentials");
    }
    String name = call.need("Name");
    String arn = "arn:aws:sts::" + caller.account() + ":federated-user/" + name;
    SessionTags tags = SessionTags.of(call.input(), null);
    Context.Builder keys = new Context.Builder();
    tags.addTo(keys);
    Context context = keys.build();
    call.require(Permission.of("sts:GetFederationToken", arn, caller.account(), context));
    if (tags.needsPermission()) {
      call.require(Permission.of("sts:TagSession", arn, caller.account(), context));
    }
    SessionPolicies policies = SessionPolicies.of(call, caller.account(), tags);
    boolean root = caller.kind() == Identity.Kind.ROOT;
    Instant issued = Durations.issued(call.now());
    Session session =
        new Session(
            Session.Type.FEDERATED,
            caller.account(),
            issuer.accessKeyId(caller.account()),
            caller.userId(),
            caller.userName(),
            name,
            issued,
            issued.plusSeconds(Durations.ofUser(call.input(), root)),
            null,
            tags.session(),
            List.of(),
            null,
            policies.document(),
            policies.arns(),
            null,
            Map.of());
    return Structure.of(
        "Credentials", issuer.credentials(session),
        "FederatedUser", Structure.of("FederatedUserId", caller.account() + ":" + name, "Arn", arn),
        "PackedPolicySize", policies.packedSize());
  }
}
