package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;

/** Tells callers who they are, and whose an access key is. */
final class CallerIdentity {
  private CallerIdentity() {}

  /** Needs no permission, and no policy can deny it. */
  static Structure answer(Call call) {
    Identity caller = call.caller();
    return Structure.of(
        "UserId", caller.userId(), "Account", caller.account(), "Arn", caller.arn());
  }

  static Structure accessKeyInfo(Call call) {
    Sts.requireAction(call);
    String account = Ids.account(call.need("AccessKeyId"));
    if (account == null) {
      throw AwsException.validation("Invalid Access Key ID.");
    }
    return Structure.of("Account", account);
  }
}
