package dev.gatehouse.gate;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.iam.credential.AccessKeys;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is there before the first call: accounts, and keys to call with. */
public final class Seed {
  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final State state;
  private final Vault vault;
  private final Ids ids;
  private final Clock clock;

  Seed(State state, Vault vault, Ids ids, Clock clock) {
    this.state = state;
    this.vault = vault;
    this.ids = ids;
    this.clock = clock;
  }

  /** An access key that was just made; the secret is told once. */
  public record Key(String accessKeyId, String secretAccessKey) {
    /** Without the secret. */
    @Override
    public String toString() {
      return accessKeyId;
    }
  }

  /** Whether nothing is there yet. */
  public boolean isFresh() {
    return state.read(() -> state.accounts().isEmpty());
  }

  /** Makes an account, and in it a user who may do everything. */
  public Key administrator(String account, String userName) {
    return state.write(
        () -> {
          state.addAccount(account);
          Holdings holdings = holdings(account);
          holdings.put(
              Kind.USER,
              Structure.of(
                  "Path", "/",
                  "UserName", userName,
                  "UserId", ids.uniqueId("AIDA", account),
                  "Arn", Entity.USER.arn(account, "/", userName),
                  "CreateDate", clock.instant(),
                  "AttachedPolicies", List.of(ADMINISTRATOR)));
          return key(holdings, userName);
        });
  }

  /** Makes an access key of an account's root. */
  public Key root(String account) {
    return state.write(() -> key(holdings(account), null));
  }

  private Key key(Holdings holdings, @Nullable String userName) {
    String id = ids.accessKeyId("AKIA", holdings.owner());
    String secret = ids.secretKey();
    holdings.put(Kind.ACCESS_KEY, AccessKeys.key(vault, userName, id, secret, clock.instant()));
    return new Key(id, secret);
  }

  private Holdings holdings(String account) {
    Holdings holdings = state.account(account);
    if (holdings == null) {
      throw new IllegalArgumentException("There is no account `" + account + "`.");
    }
    return holdings;
  }
}
