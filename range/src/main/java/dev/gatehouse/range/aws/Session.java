package dev.gatehouse.range.aws;

import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.truth.TrueLineage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One credential and whom it speaks for. A long-term key is one too, without a way home. */
public final class Session {
  private final Account account;
  private final @Nullable String accessKeyId;
  private final Instant issued;
  private final Instant expires;
  private final Map<String, @Nullable Object> identity;
  private final @Nullable TrueLineage way;
  private final @Nullable String wayJson;
  private final boolean fromConsole;

  Session(
      Account account,
      @Nullable String accessKeyId,
      Instant issued,
      Instant expires,
      Map<String, @Nullable Object> identity,
      @Nullable TrueLineage way,
      boolean fromConsole) {
    this.account = account;
    this.accessKeyId = accessKeyId;
    this.issued = issued;
    this.expires = expires;
    this.identity = identity;
    this.way = way;
    this.wayJson = way == null ? null : way.json();
    this.fromConsole = fromConsole;
  }

  /** The account the credential belongs to. */
  public Account account() {
    return account;
  }

  /** Null for sessions whose records show no key. */
  public @Nullable String accessKeyId() {
    return accessKeyId;
  }

  /** When it was issued; its {@code creationDate}. */
  public Instant issued() {
    return issued;
  }

  /** When it stops working. */
  public Instant expires() {
    return expires;
  }

  /** Its {@code userIdentity}. */
  public Map<String, @Nullable Object> identity() {
    return identity;
  }

  /** Its way home; null for long-term keys. */
  public @Nullable TrueLineage way() {
    return way;
  }

  @Nullable String wayJson() {
    return wayJson;
  }

  boolean fromConsole() {
    return fromConsole;
  }

  /** The caller's ARN as error messages name it. */
  public String arn() {
    return String.valueOf(identity.get("arn"));
  }

  /** {@code AIDA…} or {@code AROA…:session}. */
  public String principalId() {
    return String.valueOf(identity.get("principalId"));
  }

  /** The same session with a key of its own that no record issued, as the console makes them. */
  public Session consoleKey(String key) {
    return derived(key, null, true);
  }

  /** The same session as a service uses it on the caller's behalf. */
  Session via(String service, String key) {
    return derived(key, service, fromConsole);
  }

  private Session derived(String key, @Nullable String invokedBy, boolean console) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(identity);
    copy.put("accessKeyId", key);
    if (invokedBy != null) {
      copy.put("invokedBy", invokedBy);
    }
    TrueLineage home = way == null ? null : way.withKey(key, null);
    return new Session(account, key, issued, expires, copy, home, console);
  }
}
