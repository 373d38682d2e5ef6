package dev.gatehouse.gate.signature;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.Parameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its own signature: in the Authorization header, or in the query of a
 * presigned URL (IAM guide, "Elements of an AWS API request signature").
 *
 * @param expires how long a presigned URL is good for; null for a signed header
 * @param token the session token; null for long-term keys
 */
public record SignedCall(
    String accessKeyId,
    Scope scope,
    List<String> signedHeaders,
    String signature,
    Instant signedAt,
    @Nullable Duration expires,
    @Nullable String token) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Duration EXPIRES_MAX = Duration.ofDays(7);
  private static final int HEADERS_MAX = 100;

  /** Headers of which a second one could mean another request to another reader. */
  private static final Set<String> SINGLE =
      Set.of(
          "authorization",
          "host",
          "x-amz-date",
          "x-amz-security-token",
          "x-amz-target",
          "x-amz-content-sha256",
          "content-type");

  public SignedCall {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /** Whether the signature stands in the query. */
  public boolean presigned() {
    return expires != null;
  }

  /**
   * Reads what a request says; null when it is not signed at all.
   *
   * @throws AwsException if the signature is incomplete, malformed or of another algorithm
   */
  public static @Nullable SignedCall read(HttpCall http) {
    for (String name : SINGLE) {
      if (http.headers(name).size() > 1) {
        throw incomplete("The header '" + name + "' is given more than once.");
      }
    }
    String authorization = http.header("Authorization");
    boolean presigned =
        http.query().contains("X-Amz-Signature=") || http.query().contains("X-Amz-Credential=");
    if (authorization != null && presigned) {
      throw new AwsException(
          400,
          "InvalidArgument",
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature"
              + " query string parameter or the Authorization header should be specified");
    }
    if (presigned) {
      return fromQuery(Parameters.of(http.query()));
    }
    return authorization == null ? null : fromHeader(http, authorization);
  }

  private static SignedCall fromHeader(HttpCall http, String authorization) {
    int space = authorization.indexOf(' ');
    String algorithm = space < 0 ? authorization : authorization.substring(0, space);
    requireAlgorithm(algorithm);
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : authorization.substring(space + 1).split(",", 8)) {
      int equals = part.indexOf('=');
      if (equals > 0
          && parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip())
              != null) {
        throw incomplete("The Authorization header names a parameter twice.");
      }
    }
    String stamp = http.header("X-Amz-Date");
    stamp = stamp == null ? http.header("Date") : stamp;
    List<String> missing = new ArrayList<>();
    for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (parts.getOrDefault(name, "").isEmpty()) {
        missing.add("Authorization header requires '" + name + "' parameter.");
      }
    }
    if (stamp == null) {
      missing.add(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    if (!missing.isEmpty() || stamp == null) {
      throw incomplete(
          String.join(" ", missing)
              + " (Hashed with SHA-256 and encoded with Base64) Authorization="
              + Base64.getEncoder().encodeToString(Hmac.sha256(authorization)));
    }
    String[] credential = credential(parts.getOrDefault("Credential", ""));
    return new SignedCall(
        credential[0],
        new Scope(credential[1], credential[2], credential[3], credential[4]),
        headers(parts.getOrDefault("SignedHeaders", "")),
        parts.getOrDefault("Signature", ""),
        time(stamp),
        null,
        http.header("X-Amz-Security-Token"));
  }

  private static SignedCall fromQuery(Map<String, String> query) {
    requireAlgorithm(query.getOrDefault("X-Amz-Algorithm", ""));
    for (String name :
        List.of("X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date")) {
      if (query.getOrDefault(name, "").isEmpty()) {
        throw incomplete("AWS query-string parameters must include '" + name + "'.");
      }
    }
    String[] credential = credential(query.getOrDefault("X-Amz-Credential", ""));
    // Services other than S3 take presigned URLs without this one, for a quarter of an hour.
    String seconds = query.getOrDefault("X-Amz-Expires", "900");
    if (!seconds.matches("[0-9]{1,6}") || Integer.parseInt(seconds) > EXPIRES_MAX.toSeconds()) {
      throw new AwsException(
          400,
          "AuthorizationQueryParametersError",
          "X-Amz-Expires must be a number of seconds, not negative and less than a week");
    }
    return new SignedCall(
        credential[0],
        new Scope(credential[1], credential[2], credential[3], credential[4]),
        headers(query.getOrDefault("X-Amz-SignedHeaders", "")),
        query.getOrDefault("X-Amz-Signature", ""),
        time(query.getOrDefault("X-Amz-Date", "")),
        Duration.ofSeconds(Integer.parseInt(seconds)),
        query.get("X-Amz-Security-Token"));
  }

  private static void requireAlgorithm(String algorithm) {
    if (algorithm.equals(ALGORITHM)) {
      return;
    }
    String message =
        algorithm.startsWith("AWS4-ECDSA")
            ? "Signature Version 4A ("
                + ALGORITHM.replace("HMAC", "ECDSA-P256")
                + ") is not supported here; sign for one region with "
                + ALGORITHM
                + "."
            : "Unsupported AWS 'algorithm': '"
                + algorithm.substring(0, Math.min(algorithm.length(), 100))
                + "', use '"
                + ALGORITHM
                + "'.";
    throw incomplete(message);
  }

  private static String[] credential(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 5) {
      throw incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term, got '"
              + text.substring(0, Math.min(text.length(), 300))
              + "'");
    }
    return parts;
  }

  private static List<String> headers(String text) {
    String[] names = text.split(";", HEADERS_MAX);
    Set<String> sorted = new TreeSet<>(List.of(names));
    if (sorted.size() != names.length || !text.equals(text.toLowerCase(Locale.ROOT))) {
      throw incomplete("SignedHeaders must be lower case and name each header once.");
    }
    return List.copyOf(sorted);
  }

  private static Instant time(String stamp) {
    try {
      return stamp.length() == 16 && stamp.charAt(8) == 'T'
          ? LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC)
          : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(stamp));
    } catch (DateTimeParseException e) {
      throw incomplete(
          "Date must be in ISO-8601 'basic format'. Got '"
              + stamp.substring(0, Math.min(stamp.length(), 50))
              + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }
  }

  static AwsException incomplete(String message) {
    return new AwsException(400, "IncompleteSignature", message);
  }

  /** Whether two signatures are equal, in time that does not tell where they differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
