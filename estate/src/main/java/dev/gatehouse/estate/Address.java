package dev.gatehouse.estate;

import dev.gatehouse.policy.memo.Memo;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses written as text. Names are never looked up. */
public final class Address {
  /** Characters of the longest address. */
  private static final int LONGEST = 45;

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** Every record has one, and most have one of a few. */
  private static final Memo<Parsed> LATELY =
      new Memo<>(4096, LONGEST, text -> new Parsed(read(text)));

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Parsed(byte @Nullable [] bytes) {}

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

  /** Its bytes, not to be changed; null if it is none. */
  static byte @Nullable [] parse(String text) {
    return LATELY.of(text).bytes();
  }

  private static byte @Nullable [] read(String text) {
    byte[] v4 = parseV4(text);
    // Names of services, which stand there as often, have no colon.
    if (v4 != null
        || text.length() > LONGEST
        || text.indexOf(':') < 0
        || !IPV6.matcher(text).matches()) {
      return v4;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }

  /** Four numbers without leading zeros; by hand, for every record has one. */
  private static byte @Nullable [] parseV4(String text) {
    byte[] address = new byte[4];
    int part = 0;
    int value = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' && value != 0 && value <= 25) {
        value = Math.max(0, value) * 10 + (c - '0');
      } else if (c == '.' && value >= 0 && part < 3) {
        address[part++] = (byte) value;
        value = -1;
      } else {
        return null;
      }
      if (value > 255) {
        return null;
      }
    }
    if (part != 3 || value < 0) {
      return null;
    }
    address[3] = (byte) value;
    return address;
  }
}
