package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import java.nio.charset.StandardCharsets;

/** Opens the message that some services put into refusals. */
final class DecodeMessage implements Handler {
  /** The purpose under which messages are sealed. */
  static final String PURPOSE = "authorization-message";

  private final Vault vault;

  DecodeMessage(Vault vault) {
    this.vault = vault;
  }

  @Override
  public Structure answer(Call call) {
    Sts.requireAction(call);
    byte[] opened = vault.open(PURPOSE, call.need("EncodedMessage"));
    if (opened == null) {
      throw new AwsException(
          400,
          "InvalidAuthorizationMessageException",
          "The specified authorization message is invalid.");
    }
    return Structure.of("DecodedMessage", new String(opened, StandardCharsets.UTF_8));
  }
}
