package dev.gatehouse.trail.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replacements that keep the form of what they replace. The same key gives the same replacement for
 * the same text, always; without the key nobody can tell which text it was, but for trying out
 * guesses with it. Nothing is remembered: each replacement is computed (HMAC-SHA256).
 *
 * <p>Two texts may in theory get one replacement. Account ids have the least room, 10^11: among
 * 5,000 accounts the odds are 1 in 8,000.
 *
 * <p>Not thread-safe.
 */
final class Pseudonyms {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

  private final Mac mac;

  /**
   * @param key secret bytes, at least one
   */
  Pseudonyms(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256.", e);
    }
  }

  /** A name: {@code name-k3f9x2m1qa}. */
  String name(String name) {
    return "name-" + letters("name", name, 10);
  }

  /** An e-mail address: {@code name-k3f9x2m1qa@name-ab5u7c2q.example}. */
  String email(String email) {
    int at = email.lastIndexOf('@');
    String domain = email.substring(at + 1).toLowerCase(Locale.ROOT);
    return name(email.substring(0, at)) + "@name-" + letters("domain", domain, 8) + ".example";
  }

  /** An account: twelve digits, of which the first is not 0. */
  String account(String account) {
    byte[] bytes = bytes("account", account);
    long number = 0;
    for (int i = 0; i < 7; i++) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    return String.valueOf(100_000_000_000L + number % 900_000_000_000L);
  }

  /** An id of IAM: the four letters that say of what stay, the others change. */
  String uniqueId(String id) {
    return id.substring(0, 4)
        + letters("id", id, Math.min(id.length() - 4, 32)).toUpperCase(Locale.ROOT);
  }

  /**
   * An id such as {@code i-0123456789abcdef0} or {@code o-a1b2c3d4e5}: what stands before the first
   * dash stays.
   */
  String resourceId(String id) {
    int dash = id.indexOf('-');
    String digits = hex("id", id);
    StringBuilder text = new StringBuilder(id.substring(0, dash + 1));
    for (int i = dash + 1; i < id.length(); i++) {
      text.append(id.charAt(i) == '-' ? '-' : digits.charAt((i - dash) % digits.length()));
    }
    return text.toString();
  }

  /** A UUID, written in the same way. */
  String uuid(String uuid) {
    String digits = hex("uuid", uuid.toLowerCase(Locale.ROOT));
    StringBuilder text = new StringBuilder(uuid.length());
    for (int i = 0; i < uuid.length(); i++) {
      text.append(uuid.charAt(i) == '-' ? '-' : digits.charAt(i));
    }
    return text.toString();
  }

  /** Hexadecimal digits, as many as there are. */
  String digits(String digits) {
    String more = hex("hex", digits);
    StringBuilder text = new StringBuilder(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      text.append(more.charAt(i % more.length()));
    }
    return text.toString();
  }

  /**
   * An IPv4 address. Addresses of one /24 stay in one /24. Private addresses stay in their block;
   * public ones go to 240.0.0.0/4, which nobody has.
   *
   * @param bytes the four of an address
   */
  String ipv4(int[] bytes) {
    String network = bytes[0] + "." + bytes[1] + "." + bytes[2];
    byte[] high = bytes("network", network);
    byte[] low = bytes("host", network + "." + bytes[3]);
    int a = high[0] & 0xff;
    int b = high[1] & 0xff;
    int c = high[2] & 0xff;
    int d = low[0] & 0xff;
    if (bytes[0] == 10) {
      return "10." + b + "." + c + "." + d;
    }
    if (bytes[0] == 172 && bytes[1] >= 16 && bytes[1] < 32) {
      return "172." + (16 + b % 16) + "." + c + "." + d;
    }
    if (bytes[0] == 192 && bytes[1] == 168) {
      return "192.168." + c + "." + d;
    }
    if (bytes[0] == 100 && bytes[1] >= 64 && bytes[1] < 128) {
      return "100." + (64 + b % 64) + "." + c + "." + d;
    }
    return 240 + a % 15 + "." + b + "." + c + "." + d;
  }

  /**
   * An IPv6 address, in 2001:db8::/32; addresses of one /64 stay in one /64.
   *
   * @param bytes the sixteen of an address
   */
  String ipv6(byte[] bytes) {
    String all = Arrays.toString(bytes);
    String network = hex("network", Arrays.toString(Arrays.copyOf(bytes, 8)));
    String host = hex("host", all);
    return "2001:db8:"
        + network.substring(0, 4)
        + ":"
        + network.substring(4, 8)
        + ":"
        + host.substring(0, 4)
        + ":"
        + host.substring(4, 8)
        + ":"
        + host.substring(8, 12)
        + ":"
        + host.substring(12, 16);
  }

  private String letters(String kind, String text, int count) {
    byte[] bytes = bytes(kind, text);
    StringBuilder letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      letters.append(LETTERS.charAt(bytes[i % bytes.length] & 31));
    }
    return letters.toString();
  }

  private String hex(String kind, String text) {
    byte[] bytes = bytes(kind, text);
    StringBuilder digits = new StringBuilder(2 * bytes.length);
    for (byte each : bytes) {
      digits
          .append(Character.forDigit(each >> 4 & 15, 16))
          .append(Character.forDigit(each & 15, 16));
    }
    return digits.toString();
  }

  private byte[] bytes(String kind, String text) {
    mac.update(kind.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
