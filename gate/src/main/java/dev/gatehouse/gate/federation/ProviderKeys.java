package dev.gatehouse.gate.federation;

import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of OpenID Connect providers. Where each provider's key set (RFC 7517) lies is
 * told when the gate is started: nothing is fetched from addresses that callers name.
 */
public final class ProviderKeys {
  private static final int BYTES_MAX = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Map<String, String> places;

  /**
   * Keys of some providers.
   *
   * @param places file or address of the key set, by issuer without {@code https://}
   */
  public ProviderKeys(Map<String, String> places) {
    this.places = Map.copyOf(places);
  }

  /**
   * The keys of an issuer that may have made a signature; none when they cannot be had.
   *
   * @param keyId the id in the token's header; null when it has none
   */
  public List<PublicKey> of(String issuer, @Nullable String keyId) {
    String place = places.get(issuer);
    if (place == null) {
      return List.of();
    }
    try {
      JsonValue set = JsonReader.read(read(place));
      List<PublicKey> keys = new ArrayList<>();
      if (set instanceof JsonObject object && object.get("keys") instanceof JsonArray array) {
        for (JsonValue each : array.items()) {
          if (each instanceof JsonObject key && (keyId == null || keyId.equals(key.text("kid")))) {
            keys.add(key(key));
          }
        }
      }
      return keys;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException | JsonException e) {
      return List.of();
    }
  }

  private static String read(String place) throws IOException {
    if (!place.startsWith("http://") && !place.startsWith("https://")) {
      return Files.readString(Path.of(place));
    }
    try {
      HttpResponse<byte[]> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(place)).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.ofByteArray());
      byte[] body = answer.body();
      return new String(
          body, 0, Math.min(body.length, BYTES_MAX), java.nio.charset.StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted.", e);
    }
  }

  private static PublicKey key(JsonObject key) throws GeneralSecurityException {
    if ("RSA".equals(key.text("kty"))) {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
    }
    String curve =
        switch (String.valueOf(key.text("crv"))) {
          case "P-256" -> "secp256r1";
          case "P-384" -> "secp384r1";
          case "P-521" -> "secp521r1";
          default -> throw new GeneralSecurityException("an unknown curve");
        };
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(
                new ECPoint(number(key, "x"), number(key, "y")),
                parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger number(JsonObject key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(key.text(name))));
  }
}
