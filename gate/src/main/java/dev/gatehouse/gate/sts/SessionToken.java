package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.SecondFactor;
import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.caller.SessionIssuer;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Trades long-term credentials of a user or root for temporary ones; needs no permission. */
final class SessionToken implements Handler {
  private final SessionIssuer issuer;
  private final SecondFactor factor;

  SessionToken(SessionIssuer issuer, SecondFactor factor) {
    this.issuer = issuer;
    this.factor = factor;
  }

  @Override
  public Structure answer(Call call) {
    Identity caller = call.caller();
    if (caller.temporary()) {
      throw new AwsException(
          403, "AccessDenied", "Cannot call GetSessionToken with session credentials");
    }
    Instant mfaAt = factor.shown(call.input(), caller, call.now());
    boolean root = caller.kind() == Identity.Kind.ROOT;
    Instant issued = Durations.issued(call.now());
    Session session =
        new Session(
            root ? Session.Type.ROOT : Session.Type.USER,
            caller.account(),
            issuer.accessKeyId(caller.account()),
            caller.userId(),
            caller.userName(),
            "",
            issued,
            issued.plusSeconds(Durations.ofUser(call.input(), root)),
            mfaAt,
            Map.of(),
            List.of(),
            null,
            null,
            List.of(),
            null,
            Map.of());
    return Structure.of("Credentials", issuer.credentials(session));
  }
}
