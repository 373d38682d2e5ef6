package dev.gatehouse.gate;

import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.HttpCall.Header;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs requests as the IAM guide describes it; shares no code with what checks them. */
final class RequestSigner {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String accessKeyId;
  private final String secret;
  private final @Nullable String token;

  RequestSigner(String accessKeyId, String secret, @Nullable String token) {
    this.accessKeyId = accessKeyId;
    this.secret = secret;
    this.token = token;
  }

  /** The same key with a token. */
  RequestSigner withToken(String other) {
    return new RequestSigner(accessKeyId, secret, other);
  }

  /** A form post of a query protocol. */
  HttpCall query(String service, Map<String, String> parameters, Instant now) {
    String body =
        parameters.entrySet().stream()
            .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
            .collect(Collectors.joining("&"));
    return sign(
        "POST",
        "/",
        "",
        Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
        body.getBytes(StandardCharsets.UTF_8),
        service,
        "us-east-1",
        now);
  }

  /** A post of a JSON protocol whose operation stands in a header. */
  HttpCall json(String service, String target, String body, Instant now) {
    return sign(
        "POST",
        "/",
        "",
        Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", target),
        body.getBytes(StandardCharsets.UTF_8),
        service,
        "us-east-1",
        now);
  }

  /** A post of a REST protocol, to a path that needs no encoding. */
  HttpCall rest(String service, String path, String body, Instant now) {
    return sign(
        "POST",
        path,
        "",
        Map.of("content-type", "application/json"),
        body.getBytes(StandardCharsets.UTF_8),
        service,
        "us-east-1",
        now);
  }

  /** A GET that nobody signed. */
  static HttpCall unsigned(String path, String query) {
    return new HttpCall(
        "GET",
        path,
        query,
        List.of(new Header("Host", "127.0.0.1")),
        new byte[0],
        "127.0.0.1",
        false);
  }

  /** What a broker asks of the console's federation endpoint. */
  String federationQuery() {
    String session =
        String.format(
            "{\"sessionId\":\"%s\",\"sessionKey\":\"%s\",\"sessionToken\":\"%s\"}",
            accessKeyId, secret, token);
    return "Action=getSigninToken&Session=" + encode(session);
  }

  /** A GET whose signature stands in its query. */
  HttpCall presign(String query, String service, Instant now, int seconds) {
    String scope = STAMP.format(now).substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
    Map<String, String> all = new TreeMap<>();
    for (String pair : query.split("&")) {
      all.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    all.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    all.put("X-Amz-Credential", encode(accessKeyId + "/" + scope));
    all.put("X-Amz-Date", STAMP.format(now));
    all.put("X-Amz-Expires", String.valueOf(seconds));
    all.put("X-Amz-SignedHeaders", "host");
    String signed =
        all.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    String canonical =
        "GET\n/\n" + signed + "\nhost:127.0.0.1\n\nhost\n" + hex(sha256(new byte[0]));
    String signature = signature(canonical, scope, now);
    return new HttpCall(
        "GET",
        "/",
        signed + "&X-Amz-Signature=" + signature,
        List.of(new Header("Host", "127.0.0.1")),
        new byte[0],
        "127.0.0.1",
        false);
  }

  private String signature(String canonical, String scope, Instant now) {
    String text =
        "AWS4-HMAC-SHA256\n"
            + STAMP.format(now)
            + "\n"
            + scope
            + "\n"
            + hex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return hex(hmac(key, text));
  }

  HttpCall sign(
      String method,
      String path,
      String query,
      Map<String, String> headers,
      byte[] body,
      String service,
      String region,
      Instant now) {
    Map<String, String> signed = new TreeMap<>(headers);
    signed.put("host", "127.0.0.1");
    signed.put("x-amz-date", STAMP.format(now));
    if (token != null) {
      signed.put("x-amz-security-token", token);
    }
    String names = String.join(";", signed.keySet());
    String canonical =
        method
            + "\n"
            + path
            + "\n"
            + query
            + "\n"
            + signed.entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue() + "\n")
                .collect(Collectors.joining())
            + "\n"
            + names
            + "\n"
            + hex(sha256(body));
    String scope =
        STAMP.format(now).substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    signed.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential="
            + accessKeyId
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + signature(canonical, scope, now));
    List<Header> lines = new ArrayList<>();
    signed.forEach((name, value) -> lines.add(new Header(name, value)));
    return new HttpCall(method, path, query, lines, body, "127.0.0.1", false);
  }

  /** SHA-256 of a text, hex. */
  static String hash(String text) {
    return hex(sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes).toLowerCase(Locale.ROOT);
  }
}
