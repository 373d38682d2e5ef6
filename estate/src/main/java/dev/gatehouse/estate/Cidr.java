package dev.gatehouse.estate;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A block of IPv4 or IPv6 addresses.
 *
 * @param first lowest address, as a number; the bits below the prefix are zero
 * @param prefix how many leading bits are fixed
 * @param bits 32 or 128
 */
public record Cidr(BigInteger first, int prefix, int bits) {
  /**
   * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or a single address.
   *
   * @throws IllegalArgumentException with one sentence if it is neither
   */
  public static Cidr of(String text) {
    int slash = text.indexOf('/');
    byte[] address = Address.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException("`" + text + "` is not a network like `192.0.2.0/24`.");
    }
    int bits = address.length * 8;
    int prefix = slash < 0 ? bits : prefix(text, slash, bits);
    return new Cidr(masked(address, prefix), prefix, bits);
  }

  /** The block around an address, as long as its kind says; null if the text is no address. */
  public static @Nullable Cidr around(String address, int prefix4, int prefix6) {
    byte[] bytes = Address.parse(address);
    if (bytes == null) {
      return null;
    }
    int prefix = bytes.length == 4 ? prefix4 : prefix6;
    return new Cidr(masked(bytes, prefix), prefix, bytes.length * 8);
  }

  /** As it is written: {@code 192.0.2.0/24}. */
  public String toText() {
    byte[] address = new byte[bits / 8];
    byte[] number = first.toByteArray();
    for (int i = 0; i < address.length && i < number.length; i++) {
      address[address.length - 1 - i] = number[number.length - 1 - i];
    }
    try {
      return InetAddress.getByAddress(address).getHostAddress() + "/" + prefix;
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException(wrongLength);
    }
  }

  private static int prefix(String text, int slash, int bits) {
    try {
      int prefix = Integer.parseInt(text.substring(slash + 1));
      if (prefix >= 0 && prefix <= bits) {
        return prefix;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    throw new IllegalArgumentException(
        "`" + text + "` needs a prefix length from 0 to " + bits + " after the slash.");
  }

  private static BigInteger masked(byte[] address, int prefix) {
    int host = address.length * 8 - prefix;
    return new BigInteger(1, address).shiftRight(host).shiftLeft(host);
  }
}
