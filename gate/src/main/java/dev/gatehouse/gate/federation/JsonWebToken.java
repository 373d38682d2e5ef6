package dev.gatehouse.gate.federation;

import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signed JSON Web Token in its compact form (RFC 7519). Reading one proves nothing; see {@link
 * #isSignedBy}.
 */
public final class JsonWebToken {
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "RS256", "SHA256withRSA",
          "RS384", "SHA384withRSA",
          "RS512", "SHA512withRSA",
          "ES256", "SHA256withECDSAinP1363Format",
          "ES384", "SHA384withECDSAinP1363Format",
          "ES512", "SHA512withECDSAinP1363Format");

  private final JsonObject header;
  private final JsonObject claims;
  private final String signedText;
  private final byte[] signature;

  private JsonWebToken(JsonObject header, JsonObject claims, String text, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signedText = text;
    this.signature = signature.clone();
  }

  /** Reads a token; null when the text is none. */
  public static @Nullable JsonWebToken read(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      JsonValue header = json(parts[0]);
      JsonValue claims = json(parts[1]);
      return header instanceof JsonObject head && claims instanceof JsonObject body
          ? new JsonWebToken(
              head, body, parts[0] + "." + parts[1], Base64.getUrlDecoder().decode(parts[2]))
          : null;
    } catch (IllegalArgumentException | JsonException broken) {
      return null;
    }
  }

  private static JsonValue json(String part) {
    return JsonReader.read(Base64.getUrlDecoder().decode(part));
  }

  /** Makes and signs a token. */
  public static String sign(String header, String claims, java.security.PrivateKey key) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String text =
        encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    try {
      String algorithm = key.getAlgorithm().equals("RSA") ? "RS256" : "ES384";
      Signature signer = Signature.getInstance(ALGORITHMS.getOrDefault(algorithm, algorithm));
      signer.initSign(key);
      signer.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + encoder.encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has RSA and ECDSA.", e);
    }
  }

  /** The id of the key in its header, or null. */
  public @Nullable String keyId() {
    return header.text("kid");
  }

  /**
   * Whether a key made the signature. The algorithm is one of the key's own kind, whatever the
   * header says, so that no public key can be taken for a shared secret.
   */
  public boolean isSignedBy(PublicKey key) {
    String name = header.text("alg");
    String algorithm = name == null ? null : ALGORITHMS.get(name);
    boolean fits =
        algorithm != null && algorithm.contains(key.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
    if (!fits) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(signedText.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(signature);
    } catch (GeneralSecurityException broken) {
      return false;
    }
  }

  /** The text of a claim; null when it is not there or no scalar. */
  public @Nullable String text(String claim) {
    return claims.text(claim);
  }

  /** The texts of a claim that is a list or one text. */
  public List<String> texts(String claim) {
    JsonValue value = claims.get(claim);
    if (value instanceof JsonArray array) {
      return array.items().stream()
          .filter(Scalar.class::isInstance)
          .map(item -> ((Scalar) item).text())
          .toList();
    }
    String text = claims.text(claim);
    return text == null ? List.of() : List.of(text);
  }

  /** A claim that is a time, in seconds since 1970; null when it is none. */
  public @Nullable Instant time(String claim) {
    String text = claims.text(claim);
    try {
      return text == null
          ? null
          : Instant.ofEpochSecond(new java.math.BigDecimal(text).longValue());
    } catch (NumberFormatException | java.time.DateTimeException broken) {
      return null;
    }
  }

  /** All claims. */
  public JsonObject claims() {
    return claims;
  }
}
