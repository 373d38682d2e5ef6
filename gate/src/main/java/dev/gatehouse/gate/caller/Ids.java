package dev.gatehouse.gate.caller;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Draws the ids and secrets of IAM. As with AWS's own, the first characters of an id hold the
 * account, which is how GetAccessKeyInfo knows whose a key is.
 */
public final class Ids {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String SECRET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int ACCOUNT_BITS = 40;

  /** Ids made since late 2018 have this bit; older ones tell no account. */
  private static final long TOLD = 1L << 47;

  private final SecureRandom random = new SecureRandom();

  /** An access key id: {@code AKIA} or {@code ASIA} and 16 characters. */
  public String accessKeyId(String prefix, String account) {
    return prefix + body(account, 16);
  }

  /** An id of a user, role, group and so on: a prefix such as {@code AROA} and 17 characters. */
  public String uniqueId(String prefix, String account) {
    return prefix + body(account, 17);
  }

  /** Forty characters. */
  public String secretKey() {
    return text(SECRET, 40);
  }

  /** Characters drawn from an alphabet. */
  public String text(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** Characters that an id may have. */
  public String base32(int length) {
    return text(BASE32, length);
  }

  /** Lower-case hexadecimal digits. */
  String hex(int length) {
    return text("0123456789abcdef", length);
  }

  private String body(String account, int length) {
    long head = TOLD | Long.parseLong(account) << 7 | random.nextInt(128);
    StringBuilder body = new StringBuilder(length);
    // 48 bits are nine characters and three bits of a tenth.
    for (int shift = 43; shift >= 3; shift -= 5) {
      body.append(BASE32.charAt((int) (head >>> shift) & 31));
    }
    body.append(BASE32.charAt(((int) (head << 2) & 31) | random.nextInt(4)));
    return body + base32(length - body.length());
  }

  /** The account that an access key id tells; null when it tells none. */
  public static @Nullable String account(String accessKeyId) {
    if (accessKeyId.length() < 14) {
      return null;
    }
    long head = 0;
    for (int i = 4; i < 14; i++) {
      int digit = BASE32.indexOf(accessKeyId.charAt(i));
      if (digit < 0) {
        return null;
      }
      head = head << 5 | digit;
    }
    head >>>= 2;
    long account = head >>> 7 & (1L << ACCOUNT_BITS) - 1;
    return (head & TOLD) == 0 || account >= 1_000_000_000_000L
        ? null
        : String.format("%012d", account);
  }
}
