package dev.gatehouse.gate.caller;

import dev.gatehouse.gate.model.Structure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What temporary credentials stand for. The whole of it is sealed in the session token, as with
 * AWS, so nothing is kept for a session and a million live ones cost nothing.
 *
 * @param principalId the unique id of the role or user behind it; the account id for root
 * @param principal the name of the role or user behind it
 * @param name the session's own name; "" for GetSessionToken
 * @param mfaAt when a second factor was shown; null when none was
 * @param tags session tags, transitive ones of earlier roles included
 * @param transitive keys of the tags that the next role inherits
 * @param policy the session policy passed as text
 * @param policyArns managed policies passed as session policies
 * @param keys condition keys of a federated sign-in, such as {@code saml:sub}
 */
public record Session(
    Type type,
    String account,
    String accessKeyId,
    String principalId,
    String principal,
    String name,
    Instant issued,
    Instant expires,
    @Nullable Instant mfaAt,
    Map<String, String> tags,
    List<String> transitive,
    @Nullable String sourceIdentity,
    @Nullable String policy,
    List<String> policyArns,
    @Nullable String provider,
    Map<String, String> keys) {

  /** The calls that issue temporary credentials. */
  public enum Type {
    /** AssumeRole and its kin. */
    ROLE,
    /** GetSessionToken of a user. */
    USER,
    /** GetSessionToken of root. */
    ROOT,
    /** GetFederationToken. */
    FEDERATED,
    /** AssumeRoot. */
    ROOT_TASK
  }

  public Session {
    tags = Map.copyOf(tags);
    transitive = List.copyOf(transitive);
    policyArns = List.copyOf(policyArns);
    keys = Map.copyOf(keys);
  }

  Structure toStructure() {
    return Structure.of(
        "type", type.name(),
        "account", account,
        "key", accessKeyId,
        "id", principalId,
        "principal", principal,
        "name", name,
        "issued", issued,
        "expires", expires,
        "mfa", mfaAt,
        "tags", map(tags),
        "transitive", transitive.isEmpty() ? null : transitive,
        "source", sourceIdentity,
        "policy", policy,
        "arns", policyArns.isEmpty() ? null : policyArns,
        "provider", provider,
        "keys", map(keys));
  }

  static Session of(Structure sealed) {
    return new Session(
        Type.valueOf(sealed.need("type")),
        sealed.need("account"),
        sealed.need("key"),
        sealed.need("id"),
        sealed.need("principal"),
        sealed.need("name"),
        time(sealed, "issued"),
        time(sealed, "expires"),
        (Instant) sealed.get("mfa"),
        map(sealed.structure("tags")),
        sealed.texts("transitive"),
        sealed.text("source"),
        sealed.text("policy"),
        sealed.texts("arns"),
        sealed.text("provider"),
        map(sealed.structure("keys")));
  }

  private static Instant time(Structure sealed, String name) {
    return sealed.get(name) instanceof Instant time ? time : Instant.EPOCH;
  }

  private static @Nullable Structure map(Map<String, String> map) {
    Structure.Builder builder = new Structure.Builder();
    new TreeMap<>(map).forEach(builder::put);
    return map.isEmpty() ? null : builder.build();
  }

  private static Map<String, String> map(Structure structure) {
    Map<String, String> map = new TreeMap<>();
    structure.forEach((name, value) -> map.put(name, (String) value));
    return map;
  }
}
