package dev.gatehouse.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 range; a bare address is a range of one. Bits beyond the prefix are ignored, as
 * AWS does with {@code 192.168.0.0/8}. Text is read without name look-ups.
 *
 * @param v6 whether this is IPv6; ranges of one family never contain addresses of the other
 * @param high the first 64 bits (0 for IPv4)
 * @param low the last 64 bits
 * @param prefix the prefix length, up to 32 or 128
 */
record IpRange(boolean v6, long high, long low, int prefix) {
  /** Reads {@code 203.0.113.0/24}, {@code 2001:db8::/32} or an address; null for anything else. */
  static @Nullable IpRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean v6 = address.indexOf(':') >= 0;
    int bits = v6 ? 128 : 32;
    int prefix = slash < 0 ? bits : decimal(text, slash + 1, text.length(), bits);
    if (prefix < 0) {
      return null;
    }
    if (!v6) {
      long value = v4(address, 0);
      return value < 0 ? null : new IpRange(false, 0, value, prefix);
    }
    long[] halves = v6(address);
    return halves == null ? null : new IpRange(true, halves[0], halves[1], prefix);
  }

  boolean isAddress() {
    return prefix == (v6 ? 128 : 32);
  }

  boolean contains(IpRange address) {
    if (v6 != address.v6) {
      return false;
    }
    if (!v6) {
      long mask = prefix == 0 ? 0 : -1L << (32 - prefix);
      return (low & mask) == (address.low & mask);
    }
    long highMask = prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
    long lowMask = prefix <= 64 ? 0 : -1L << (128 - prefix);
    return (high & highMask) == (address.high & highMask)
        && (low & lowMask) == (address.low & lowMask);
  }

  private static long v4(String text, int from) {
    long value = 0;
    int at = from;
    for (int i = 0; i < 4; i++) {
      int end = i < 3 ? text.indexOf('.', at) : text.length();
      int part = end < 0 ? -1 : decimal(text, at, end, 255);
      if (part < 0) {
        return -1;
      }
      value = value << 8 | part;
      at = end + 1;
    }
    return value;
  }

  private static long @Nullable [] v6(String text) {
    int[] groups = new int[8];
    int count = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int end = text.indexOf(':', at);
      end = end < 0 ? text.length() : end;
      if (text.indexOf('.', at) >= 0 && end == text.length()) {
        long v4 = v4(text, at);
        if (v4 < 0 || count > 6) {
          return null;
        }
        groups[count++] = (int) (v4 >> 16);
        groups[count++] = (int) (v4 & 0xffff);
        break;
      }
      int group = hex(text, at, end);
      if (group < 0 || count == 8) {
        return null;
      }
      groups[count++] = group;
      at = end + 1;
      if (end < text.length() && text.startsWith("::", end)) {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        at = end + 2;
      } else if (end < text.length() && at == text.length()) {
        return null;
      }
    }
    if (gap < 0 ? count != 8 : count > 7) {
      return null;
    }
    long[] halves = new long[2];
    for (int i = 0; i < count; i++) {
      int place = gap >= 0 && i >= gap ? i + 8 - count : i;
      halves[place / 4] |= (long) groups[i] << (48 - 16 * (place % 4));
    }
    return halves;
  }

  private static int decimal(String text, int from, int to, int max) {
    if (to <= from || to - from > 3) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value > max ? -1 : value;
  }

  private static int hex(String text, int from, int to) {
    if (to <= from || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
