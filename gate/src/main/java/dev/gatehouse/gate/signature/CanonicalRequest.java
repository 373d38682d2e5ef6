package dev.gatehouse.gate.signature;

import static java.util.stream.Collectors.joining;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.wire.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The text that a client signed, made anew from what came (IAM guide, "Create a signed AWS API
 * request").
 *
 * <p>S3 alone signs the path as it is sent; for all others it is normalised and encoded once more.
 */
final class CanonicalRequest {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private record Pair(String name, String value) {}

  private CanonicalRequest() {}

  static String of(HttpCall http, SignedCall signed, String payloadHash) {
    StringBuilder text = new StringBuilder(512);
    text.append(http.method()).append('\n');
    boolean s3 = signed.scope().service().startsWith("s3");
    text.append(s3 ? encoded(http.path(), true) : path(http.path())).append('\n');
    text.append(query(http.query())).append('\n');
    for (String name : signed.signedHeaders()) {
      List<String> values = http.headers(name);
      if (values.isEmpty()) {
        throw new AwsException(
            403,
            "SignatureDoesNotMatch",
            "The header '" + name + "' was signed and is not in the request.");
      }
      text.append(name).append(':');
      for (int i = 0; i < values.size(); i++) {
        text.append(i == 0 ? "" : ",").append(trimmed(values.get(i)));
      }
      text.append('\n');
    }
    text.append('\n').append(String.join(";", signed.signedHeaders())).append('\n');
    return text.append(payloadHash).toString();
  }

  /** Dot segments and empty segments taken out, then each segment encoded on top of what it has. */
  private static String path(String path) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(encoded(segment, false));
      }
    }
    String joined = "/" + String.join("/", kept);
    return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
  }

  private static String query(String query) {
    List<Pair> pairs = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!name.equals("X-Amz-Signature")) {
        pairs.add(new Pair(encoded(name, true), encoded(value, true)));
      }
    }
    pairs.sort(Comparator.comparing(Pair::name).thenComparing(Pair::value));
    return pairs.stream().map(each -> each.name() + "=" + each.value()).collect(joining("&"));
  }

  /**
   * Percent-encodes all but unreserved characters.
   *
   * @param again whether text that is encoded already stays as it is, in upper case
   */
  private static String encoded(String text, boolean again) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      if (UNRESERVED.indexOf(c) >= 0 || (again && c == '/' && text.startsWith("/"))) {
        out.append(c);
      } else if (again && c == '%' && i + 2 < bytes.length) {
        out.append('%').append(upper(bytes[i + 1])).append(upper(bytes[i + 2]));
        i += 2;
      } else if (again && c == '+') {
        out.append("%20");
      } else {
        out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return out.toString();
  }

  private static char upper(byte hexDigit) {
    return Character.toUpperCase((char) hexDigit);
  }

  private static String trimmed(String value) {
    return value.strip().replaceAll(" +", " ");
  }
}
