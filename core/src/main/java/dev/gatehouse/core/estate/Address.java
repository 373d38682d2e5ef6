package dev.gatehouse.core.estate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses written as text. Names are never looked up. */
public final class Address {
  private static final Pattern IPV4 =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private Address() {}

  /** Whether the text is an IP address. CloudTrail also writes service names in its place. */
  public static boolean is(@Nullable String text) {
    return text != null && parse(text) != null;
  }

  /**
   * Whether it is an address that the internet does not route: private, shared (100.64/10),
   * link-local, loopback or unique local. Such a source shows only through a VPC endpoint.
   */
  public static boolean isPrivate(String text) {
    byte[] a = parse(text);
    if (a == null) {
      return false;
    }
    int b0 = a[0] & 255;
    int b1 = a[1] & 255;
    if (a.length == 16) {
      return (b0 & 0xfe) == 0xfc || (b0 == 0xfe && (b1 & 0xc0) == 0x80);
    }
    return b0 == 10
        || b0 == 127
        || (b0 == 172 && b1 >= 16 && b1 < 32)
        || (b0 == 192 && b1 == 168)
        || (b0 == 169 && b1 == 254)
        || (b0 == 100 && b1 >= 64 && b1 < 128);
  }

  static byte @Nullable [] parse(String text) {
    if (text.length() > 45 || !(IPV4.matcher(text).matches() || IPV6.matcher(text).matches())) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }
}
