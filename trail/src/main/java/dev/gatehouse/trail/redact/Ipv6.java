package dev.gatehouse.trail.redact;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** IPv6 addresses as text. */
final class Ipv6 {
  private Ipv6() {}

  /**
   * The sixteen bytes; null if the text is none. Nothing is looked up: a text with colons is no
   * host.
   */
  static byte @Nullable [] bytes(String text) {
    if (text.length() < 3 || text.indexOf(':') < 0) {
      return null;
    }
    try {
      byte[] bytes = InetAddress.getByName("[" + text + "]").getAddress();
      return bytes.length == 16 ? bytes : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
