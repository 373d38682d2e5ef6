package dev.gatehouse.gate.caller;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords of six digits and half a minute (RFC 6238 with SHA-1). */
final class Totp {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  /** The code of a time step; steps are half minutes since 1970. */
  static String code(byte[] seed, long step) {
    byte[] hash;
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(seed, "HmacSHA1"));
      hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA1.", e);
    }
    int from = hash[hash.length - 1] & 15;
    int number = ByteBuffer.wrap(hash, from, 4).getInt() & Integer.MAX_VALUE;
    return String.format(Locale.ROOT, "%06d", number % 1_000_000);
  }

  /** Decodes base 32 without padding, upper case. */
  static byte[] decode(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (int i = 0; i < text.length() && at < bytes.length; i++) {
      held = held << 5 | BASE32.indexOf(text.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (held >>> bits);
      }
    }
    return bytes;
  }
}
