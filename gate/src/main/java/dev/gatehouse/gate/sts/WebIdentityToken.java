package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.federation.JsonWebToken;
import dev.gatehouse.gate.iam.account.AccountSettings;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Handler;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.json.JsonWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives a caller a token of AWS's own that proves it to others. Signing keys live as long as the
 * process.
 */
final class WebIdentityToken implements Handler {
  private static final int SECONDS_DEFAULT = 300;

  private final Map<String, KeyPair> keys = new ConcurrentHashMap<>();

  @Override
  public Structure answer(Call call) {
    Structure input = call.input();
    String algorithm = input.need("SigningAlgorithm");
    List<String> audiences = input.texts("Audience");
    int seconds = input.number("DurationSeconds", SECONDS_DEFAULT);
    Context.Builder context = new Context.Builder();
    context.putAll("sts:IdentityTokenAudience", audiences);
    context.put("sts:SigningAlgorithm", algorithm);
    context.put("sts:DurationSeconds", String.valueOf(seconds));
    call.require(Permission.of("sts:GetWebIdentityToken", "*", call.account(), context.build()));
    String issuer = AccountSettings.issuer(call.holdings());
    if (issuer == null) {
      throw new AwsException(
          403,
          "OutboundWebIdentityFederationDisabledException",
          "Outbound web identity federation is not enabled for this account.");
    }
    Instant now = Durations.issued(call.now());
    Instant expires = now.plusSeconds(seconds);
    KeyPair key = keys.computeIfAbsent(algorithm, WebIdentityToken::pair);
    String header = JsonWriter.line(JsonWriter.object("alg", algorithm, "typ", "JWT", "kid", algorithm));
    String token =
        JsonWebToken.sign(header, claims(call, issuer, audiences, now, expires), key.getPrivate());
    return Structure.of("WebIdentityToken", token, "Expiration", expires);
  }

  private static String claims(
      Call call, String issuer, List<String> audiences, Instant now, Instant expires) {
    Identity caller = call.caller();
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("aws_account", caller.account());
    Map<String, @Nullable Object> tags = new LinkedHashMap<>();
    for (Structure tag : call.input().structures("Tags")) {
      tags.put(tag.need("Key"), tag.text("Value", ""));
    }
    if (!tags.isEmpty()) {
      about.put("request_tags", tags);
    }
    return JsonWriter.line(
        JsonWriter.object(
            "iss",
            issuer,
            "aud",
            audiences.size() == 1 ? audiences.get(0) : audiences,
            "sub",
            caller.entity() == null ? caller.arn() : caller.entity().need("Arn"),
            "iat",
            now.getEpochSecond(),
            "exp",
            expires.getEpochSecond(),
            "jti",
            UUID.randomUUID().toString(),
            "https://sts.amazonaws.com/",
            about));
  }

  private static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance(algorithm.equals("RS256") ? "RSA" : "EC");
      if (algorithm.equals("RS256")) {
        generator.initialize(2_048);
      } else {
        generator.initialize(new ECGenParameterSpec("secp384r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has RSA and ECDSA.", e);
    }
  }
}
