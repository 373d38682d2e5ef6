package dev.gatehouse.gate.caller;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.signature.SignatureCheck;
import dev.gatehouse.gate.signature.SignedCall;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.ItemJson;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.gate.wire.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who signed a request. Every way out of it is an {@link Identity} whose signature was
 * checked, or an exception.
 */
public final class Authenticator {
  static final String TOKEN = "session-token";

  private final State state;
  private final Vault vault;
  private final Clock signing;
  private final SignatureCheck check = new SignatureCheck();

  /**
   * An authenticator.
   *
   * @param signing the clock that signatures are held against
   */
  public Authenticator(State state, Vault vault, Clock signing) {
    this.state = state;
    this.vault = vault;
    this.signing = signing;
  }

  /** The purpose under which the secret of a key is sealed. */
  public static String purpose(String accessKeyId) {
    return "access-key/" + accessKeyId;
  }

  /**
   * Authenticates; to be called under the lock of the state.
   *
   * @param payloadHash what stands for the body in the signature
   * @param now against which the end of a session is held
   */
  public Identity authenticate(HttpCall http, SignedCall signed, String payloadHash, Instant now) {
    String token = signed.token();
    return token == null
        ? longTerm(http, signed, payloadHash)
        : temporary(http, signed, token, payloadHash, now);
  }

  /** Notes that a caller's key, or for a session its role, was used. */
  public void used(Identity identity, Instant now, SignedCall signed) {
    Structure role = identity.kind() == Identity.Kind.ROLE ? identity.entity() : null;
    if (identity.session() == null || role != null) {
      String id = role == null ? identity.accessKeyId() : role.need("RoleId");
      state.lastUse().note(id, now, signed.scope().service(), signed.scope().region());
    }
  }

  private Identity longTerm(HttpCall http, SignedCall signed, String payloadHash) {
    String id = signed.accessKeyId();
    String account = Ids.account(id);
    Holdings holdings = account == null ? null : state.account(account);
    Structure key = holdings == null ? null : holdings.get(Kind.ACCESS_KEY, id);
    if (holdings == null || key == null || !key.need("Status").equals("Active")) {
      throw invalid();
    }
    String secret = vault.openText(purpose(id), key.need("Secret"));
    check.verify(http, signed, secret, payloadHash, signing.instant());
    String user = key.text("UserName");
    if (user == null) {
      return root(holdings.owner(), id, null);
    }
    Structure entity = holdings.get(Kind.USER, user);
    if (entity == null) {
      throw invalid();
    }
    return user(entity, holdings.owner(), id, null);
  }

  /**
   * Who has temporary credentials, for the one place where they are shown instead of used to sign.
   *
   * @throws AwsException if they are not all of one session that is still good
   */
  public Identity bySecret(String accessKeyId, String secret, String token, Instant now) {
    byte[] opened = vault.open(TOKEN, token);
    if (opened == null) {
      throw invalid();
    }
    Session session = Session.of(ItemJson.read(new String(opened, StandardCharsets.UTF_8)));
    boolean all =
        session.accessKeyId().equals(accessKeyId)
            && MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8),
                vault.sessionSecret(accessKeyId).getBytes(StandardCharsets.UTF_8));
    if (!all || !now.isBefore(session.expires())) {
      throw invalid();
    }
    return of(session);
  }

  private Identity temporary(
      HttpCall http, SignedCall signed, String token, String payloadHash, Instant now) {
    byte[] opened = vault.open(TOKEN, token);
    if (opened == null) {
      throw invalid();
    }
    Session session = Session.of(ItemJson.read(new String(opened, StandardCharsets.UTF_8)));
    if (!session.accessKeyId().equals(signed.accessKeyId())) {
      throw invalid();
    }
    String secret = vault.sessionSecret(session.accessKeyId());
    check.verify(http, signed, secret, payloadHash, signing.instant());
    if (!now.isBefore(session.expires())) {
      throw new AwsException(
          403, "ExpiredToken", "The security token included in the request is expired");
    }
    return of(session);
  }

  private Identity of(Session session) {
    Holdings holdings = state.account(session.account());
    if (holdings == null) {
      throw invalid();
    }
    String account = session.account();
    String key = session.accessKeyId();
    return switch (session.type()) {
      case ROOT, ROOT_TASK -> root(account, key, session);
      case USER -> user(entity(holdings, Kind.USER, "UserId", session), account, key, session);
      case ROLE -> {
        Structure role = entity(holdings, Kind.ROLE, "RoleId", session);
        String arn =
            "arn:aws:sts::"
                + account
                + ":assumed-role/"
                + role.need("RoleName")
                + "/"
                + session.name();
        String userId = session.principalId() + ":" + session.name();
        yield new Identity(Identity.Kind.ROLE, account, arn, userId, key, role, session);
      }
      case FEDERATED -> {
        Structure issuer =
            session.principalId().equals(account)
                ? null
                : entity(holdings, Kind.USER, "UserId", session);
        String arn = "arn:aws:sts::" + account + ":federated-user/" + session.name();
        String userId = account + ":" + session.name();
        yield new Identity(Identity.Kind.FEDERATED, account, arn, userId, key, issuer, session);
      }
    };
  }

  /** A session ends with its user or role, also when another of the same name was made. */
  private static Structure entity(Holdings holdings, Kind kind, String id, Session session) {
    Structure entity = holdings.get(kind, session.principal());
    if (entity != null && entity.need(id).equals(session.principalId())) {
      return entity;
    }
    // Users can be renamed, roles cannot.
    return holdings.all(kind).stream()
        .filter(each -> kind == Kind.USER && each.need(id).equals(session.principalId()))
        .findFirst()
        .orElseThrow(Authenticator::invalid);
  }

  private static Identity user(
      Structure entity, String account, String accessKeyId, @Nullable Session session) {
    return new Identity(
        Identity.Kind.USER,
        account,
        entity.need("Arn"),
        entity.need("UserId"),
        accessKeyId,
        entity,
        session);
  }

  private static Identity root(String account, String accessKeyId, @Nullable Session session) {
    return new Identity(
        Identity.Kind.ROOT,
        account,
        "arn:aws:iam::" + account + ":root",
        account,
        accessKeyId,
        null,
        session);
  }

  private static AwsException invalid() {
    return new AwsException(
        403, "InvalidClientTokenId", "The security token included in the request is invalid.");
  }
}
