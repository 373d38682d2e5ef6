package dev.gatehouse.serve.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that nobody has to remember: 256 random bits, of which the server keeps a hash. */
public final class Secret {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Of letters and digits that are not mistaken for each other. */
  private static final String SPOKEN = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int SPOKEN_GROUPS = 5;
  private static final int SPOKEN_GROUP = 4;

  private Secret() {}

  /** A new one, of letters, digits, {@code -} and {@code _}. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A password that can be typed: 20 characters in groups of four, about 99 bits. */
  public static String password() {
    StringBuilder text = new StringBuilder();
    for (int group = 0; group < SPOKEN_GROUPS; group++) {
      text.append(group == 0 ? "" : "-");
      for (int i = 0; i < SPOKEN_GROUP; i++) {
        text.append(SPOKEN.charAt(RANDOM.nextInt(SPOKEN.length())));
      }
    }
    return text.toString();
  }

  /**
   * What is kept of a secret. A plain hash is enough for what cannot be guessed; passwords go
   * through {@link Passwords}.
   */
  public static String hash(String secret) {
    try {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** Something else that only who has the secret can make, for one purpose. */
  static String derived(String secret, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] bytes = mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA256.", e);
    }
  }

  /** Whether two are the same, in a time that does not tell where they differ. */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
