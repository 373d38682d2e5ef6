package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.SecondFactor;
import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.caller.SessionIssuer;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.federation.ProviderKeys;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.policy.context.Context;

/** The Security Token Service. */
public final class Sts {
  private Sts() {}

  /** The service with all of its operations. */
  public static Service service(Vault vault, Ids ids, SecondFactor factor, ProviderKeys keys) {
    SessionIssuer issuer = new SessionIssuer(vault, ids);
    Service sts = new Service(ServiceModel.load("sts"), Sts::checkSession);
    sts.read("AssumeRole", new AssumeRole(issuer, factor));
    sts.read("GetCallerIdentity", CallerIdentity::answer);
    sts.read("GetAccessKeyInfo", CallerIdentity::accessKeyInfo);
    sts.read("GetSessionToken", new SessionToken(issuer, factor));
    sts.read("GetFederationToken", new FederationToken(issuer));
    sts.read("AssumeRoleWithWebIdentity", new WebIdentity(issuer, keys));
    sts.read("AssumeRoleWithSAML", new Saml(issuer));
    sts.read("AssumeRoot", new AssumeRoot(issuer));
    sts.read("DecodeAuthorizationMessage", new DecodeMessage(vault));
    sts.read("GetWebIdentityToken", new WebIdentityToken());
    sts.refuse(
        "GetDelegatedAccessToken",
        "delegated access belongs to product providers that AWS has enrolled");
    return sts;
  }

  /** Temporary credentials of users and federated users may call next to nothing here. */
  private static void checkSession(Call call) {
    Session session = call.identity() == null ? null : call.caller().session();
    if (session == null || call.name().equals("GetCallerIdentity")) {
      return;
    }
    boolean refused =
        switch (session.type()) {
          case ROLE -> false;
          // These two have a sentence of their own for such callers.
          case USER, ROOT ->
              !call.name().equals("AssumeRole")
                  && !call.name().equals("GetSessionToken")
                  && !call.name().equals("GetFederationToken");
          case FEDERATED, ROOT_TASK -> true;
        };
    if (refused) {
      throw new AwsException(
          403, "AccessDenied", "Cannot call " + call.name() + " with session credentials");
    }
  }

  /** Refuses a caller whose own policies do not allow an action that has no resource. */
  static void requireAction(Call call) {
    call.require(Permission.of("sts:" + call.name(), "*", call.account(), Context.empty()));
  }
}
