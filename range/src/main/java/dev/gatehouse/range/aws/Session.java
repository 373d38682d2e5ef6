package dev.gatehouse.range.aws;

import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.TrueLineage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A credential and whom it speaks for: a temporary one, or a long-term key.
 *
 * @param account the account that it belongs to
 * @param accessKeyId null for sessions whose records show no key
 * @param issued its {@code creationDate}
 * @param identity its {@code userIdentity}
 * @param lineage null for long-term keys
 * @param lineageJson {@link TrueLineage#json} of the lineage, kept as every event of it needs it
 * @param fromConsole whether the console made its key
 */
public record Session(
    Account account,
    @Nullable String accessKeyId,
    Instant issued,
    Instant expires,
    Map<String, @Nullable Object> identity,
    @Nullable TrueLineage lineage,
    @Nullable String lineageJson,
    boolean fromConsole) {

  /** A long-term key. */
  static Session longTerm(Account account, String key, Map<String, @Nullable Object> identity) {
    return new Session(
        account, key, Instant.EPOCH, Instant.MAX, identity, null, null, /* fromConsole= */ false);
  }

  /** A temporary credential of an account. */
  static Session temporary(
      Account account,
      @Nullable String key,
      Instant issued,
      Instant expires,
      Map<String, @Nullable Object> identity,
      TrueLineage lineage) {
    return new Session(
        account, key, issued, expires, identity, lineage, lineage.json(), /* fromConsole= */ false);
  }

  /** The caller's ARN as error messages name it. */
  public String arn() {
    return String.valueOf(identity.get("arn"));
  }

  /** {@code AIDA…} or {@code AROA…:session}. */
  String principalId() {
    return String.valueOf(identity.get("principalId"));
  }

  /** Whether the credential still works. */
  public boolean isLive(Instant now) {
    return now.isBefore(expires);
  }

  /** Whether it is a session of the role. */
  public boolean isOf(Role role) {
    return account.id().equals(role.account().id()) && arn().contains("/" + role.name() + "/");
  }

  /** The same session, made by the console. */
  Session inConsole() {
    return new Session(account, accessKeyId, issued, expires, identity, lineage, lineageJson, true);
  }

  /** The same session with a key of its own that no record issued, as the console makes them. */
  Session withConsoleKey(String key) {
    return derived(key, null).inConsole();
  }

  /** The same session as a service uses it on the caller's behalf. */
  Session via(String service, String key) {
    return derived(key, service);
  }

  private Session derived(String key, @Nullable String invokedBy) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(identity);
    copy.put("accessKeyId", key);
    if (invokedBy != null) {
      copy.put("invokedBy", invokedBy);
    }
    TrueLineage withKey = lineage == null ? null : lineage.withKey(key);
    String json = withKey == null ? null : withKey.json();
    return new Session(account, key, issued, expires, copy, withKey, json, fromConsole);
  }
}
