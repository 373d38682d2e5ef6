package dev.gatehouse.gate.signature;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.wire.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a request was signed with a secret: scope, time, headers, then the signature itself.
 *
 * <p>INVARIANT: nothing of a request that decides what it does is left out of the signature:
 * method, path, query, body, host, and every {@code x-amz-} header that is there.
 */
public final class SignatureCheck {
  /** How far clocks may differ. */
  static final Duration SKEW_MAX = Duration.ofMinutes(15);

  private static final int KEYS_MAX = 10_000;

  /** Signing keys by secret and scope: four HMACs that are the same for a whole day. */
  private final Map<String, byte[]> keys = new ConcurrentHashMap<>();

  /**
   * Checks what a request says it was signed for.
   *
   * @param service the service that the request is for
   * @param region the region of the endpoint; "" where any will do
   * @throws AwsException in AWS's words if it is for another service, region or day
   */
  public static void checkScope(SignedCall signed, String service, String region) {
    Scope scope = signed.scope();
    List<String> wrong = new ArrayList<>();
    if (!scope.terminator().equals(Scope.TERMINATOR)) {
      wrong.add(
          "Credential should be scoped with a valid terminator: 'aws4_request', not '"
              + shown(scope.terminator())
              + "'.");
    }
    if (!scope.service().equals(service)) {
      wrong.add("Credential should be scoped to correct service: '" + service + "'.");
    }
    boolean misplaced = !region.isEmpty() && !scope.region().equals(region);
    if (misplaced || !scope.region().matches("[a-z0-9-]{2,32}")) {
      wrong.add(
          "Credential should be scoped to a valid region, not '" + shown(scope.region()) + "'.");
    }
    String stamp = SignedCall.STAMP.format(signed.signedAt());
    if (!stamp.startsWith(scope.day())) {
      wrong.add(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '"
              + shown(scope.day())
              + "' != '"
              + stamp.substring(0, 8)
              + "', from '"
              + stamp
              + "'.");
    }
    if (!wrong.isEmpty()) {
      throw mismatch(String.join(" ", wrong));
    }
  }

  private static String shown(String text) {
    return text.substring(0, Math.min(text.length(), 100));
  }

  /**
   * Checks the time and the signature.
   *
   * @param payloadHash of the body, hex, or one of S3's words for an unsigned one
   * @throws AwsException {@code SignatureDoesNotMatch} with the reason
   */
  public void verify(
      HttpCall http, SignedCall signed, String secret, String payloadHash, Instant now) {
    checkTime(signed, now);
    checkHeaders(http, signed);
    String canonical = CanonicalRequest.of(http, signed, payloadHash);
    String text =
        SignedCall.ALGORITHM
            + '\n'
            + SignedCall.STAMP.format(signed.signedAt())
            + '\n'
            + signed.scope()
            + '\n'
            + Hmac.hex(Hmac.sha256(canonical));
    String expected = Hmac.hex(Hmac.of(key(secret, signed.scope()), text));
    if (!SignedCall.same(expected, signed.signature())) {
      throw mismatch(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
  }

  /** The hash of a body, as it goes into the signature. */
  public static String payloadHash(byte[] body) {
    return Hmac.hex(Hmac.sha256(body));
  }

  private static void checkTime(SignedCall signed, Instant now) {
    Instant last = signed.signedAt().plus(signed.presigned() ? validity(signed) : SKEW_MAX);
    if (now.isAfter(last)) {
      throw mismatch(
          "Signature expired: "
              + SignedCall.STAMP.format(signed.signedAt())
              + " is now earlier than "
              + SignedCall.STAMP.format(now.minus(SKEW_MAX))
              + " ("
              + SignedCall.STAMP.format(now)
              + " - 15 min.)");
    }
    if (signed.signedAt().isAfter(now.plus(SKEW_MAX))) {
      throw mismatch(
          "Signature not yet current: "
              + SignedCall.STAMP.format(signed.signedAt())
              + " is still later than "
              + SignedCall.STAMP.format(now.plus(SKEW_MAX))
              + " ("
              + SignedCall.STAMP.format(now)
              + " + 15 min.)");
    }
  }

  private static Duration validity(SignedCall signed) {
    return signed.expires() == null ? SKEW_MAX : signed.expires();
  }

  /** Host and all headers of AWS must be signed, or somebody on the way could add or change one. */
  private static void checkHeaders(HttpCall http, SignedCall signed) {
    if (!signed.signedHeaders().contains("host")) {
      throw mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (HttpCall.Header header : http.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (name.startsWith("x-amz-") && !signed.signedHeaders().contains(name)) {
        throw mismatch("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
      }
    }
  }

  private byte[] key(String secret, Scope scope) {
    String name = secret + '/' + scope;
    byte[] known = keys.get(name);
    if (known != null) {
      return known;
    }
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : List.of(scope.day(), scope.region(), scope.service(), scope.terminator())) {
      key = Hmac.of(key, part);
    }
    if (keys.size() >= KEYS_MAX) {
      keys.clear();
    }
    keys.put(name, key);
    return key;
  }

  private static AwsException mismatch(String message) {
    return new AwsException(403, "SignatureDoesNotMatch", message);
  }
}
