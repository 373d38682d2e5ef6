package dev.gatehouse.core.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Names findings: {@code root-used-20260301T14-3f9ab2c1d0e4}. */
public final class FindingId {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HH").withZone(ZoneOffset.UTC);

  private FindingId() {}

  /** The detection that an id names; the whole text if it is no id. */
  public static String detector(String id) {
    int hash = id.lastIndexOf('-');
    int window = hash < 0 ? -1 : id.lastIndexOf('-', hash - 1);
    return window < 0 ? id : id.substring(0, window);
  }

  /**
   * An id out of the detector, a UTC window and what the finding is about, never out of the order
   * of arrival.
   *
   * @param window its first moment; the id shows the hour
   * @param parts session, role, target: what tells two findings of one hour apart
   */
  public static String of(String detector, Instant window, String... parts) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
    for (String part : parts) {
      sha.update(part.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
    }
    String hash = HexFormat.of().formatHex(sha.digest(), 0, 6);
    return detector + "-" + HOUR.format(window) + "-" + hash;
  }
}
