package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.principal.Caller;

/** Callers who show a provider's token: the trust policy alone decides. */
final class Federated {
  private Federated() {}

  static void require(
      Call call, AssumedRole role, Caller bearer, String operation, Context.Builder keys) {
    keys.put("aws:FederatedProvider", bearer.text());
    Permission permission = role.permission("sts:" + operation, keys.build(), call.authorizer());
    boolean allowed =
        call.authorizer().decideForToken(call.circumstances(), bearer, permission).allowed();
    if (!allowed) {
      throw new AwsException(403, "AccessDenied", "Not authorized to perform sts:" + operation);
    }
  }
}
