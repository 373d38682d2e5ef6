package dev.gatehouse.gate.caller;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.ItemJson;
import dev.gatehouse.policy.aws.UniqueId;

/** Makes temporary credentials. */
public final class SessionIssuer {
  private final Vault vault;
  private final Ids ids;

  public SessionIssuer(Vault vault, Ids ids) {
    this.vault = vault;
    this.ids = ids;
  }

  /** An id for a session's credentials in an account. */
  public String accessKeyId(String account) {
    return ids.accessKeyId(UniqueId.TEMPORARY_KEY.prefix(), account);
  }

  /** The {@code Credentials} of an answer. */
  public Structure credentials(Session session) {
    return Structure.of(
        "AccessKeyId", session.accessKeyId(),
        "SecretAccessKey", vault.sessionSecret(session.accessKeyId()),
        "SessionToken", vault.seal(Authenticator.TOKEN, bytes(session)),
        "Expiration", session.expires());
  }

  private static byte[] bytes(Session session) {
    return ItemJson.text(session.toStructure()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
