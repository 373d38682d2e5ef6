package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.SecondFactor;
import dev.gatehouse.gate.caller.SessionIssuer;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.policy.context.Context;

/** The Security Token Service. */
public final class Sts {
  private Sts() {}

  /** The service with all of its operations. */
  public static Service service(Vault vault, Ids ids, SecondFactor factor) {
    SessionIssuer issuer = new SessionIssuer(vault, ids);
    Service sts = new Service(ServiceModel.load("sts"), call -> {});
    // Where a second factor is shown, its code is used up; that is a change.
    sts.write("AssumeRole", new AssumeRole(issuer, factor));
    sts.read("GetCallerIdentity", CallerIdentity::answer);
    sts.read("GetAccessKeyInfo", CallerIdentity::accessKeyInfo);
    sts.write("GetSessionToken", new SessionToken(issuer, factor));
    return sts;
  }

  /** Refuses a caller whose own policies do not allow an action that has no resource. */
  static void requireAction(Call call) {
    call.require(Permission.of("sts:" + call.name(), "*", call.account(), Context.empty()));
  }
}
