package dev.gatehouse.gate.caller;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Passwords as they are kept: salted and hashed (PBKDF2 with HMAC-SHA256), never to be read. */
public final class PasswordHash {
  private static final int ITERATIONS = 100_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;

  private PasswordHash() {}

  /** What is kept of a password. */
  public static String of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder encoder = Base64.getEncoder();
    return ITERATIONS
        + "$"
        + encoder.encodeToString(salt)
        + "$"
        + encoder.encodeToString(hash(password, salt, ITERATIONS));
  }

  /** Whether a password is the one that was kept. */
  public static boolean matches(String password, String kept) {
    String[] parts = kept.split("\\$", 3);
    byte[] salt = Base64.getDecoder().decode(parts[1]);
    byte[] expected = Base64.getDecoder().decode(parts[2]);
    return MessageDigest.isEqual(expected, hash(password, salt, Integer.parseInt(parts[0])));
  }

  private static byte[] hash(String password, byte[] salt, int iterations) {
    try {
      PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has PBKDF2.", e);
    }
  }
}
