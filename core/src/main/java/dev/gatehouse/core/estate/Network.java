package dev.gatehouse.core.estate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of addresses, and what is known of it.
 *
 * @param asn number of the network that announces it
 * @param country two letters
 */
public record Network(
    Cidr cidr, @Nullable Long asn, @Nullable String country, @Nullable String city, Kind kind) {

  /** What the addresses are used for. */
  public enum Kind {
    OFFICE,
    VPN,
    HOME,
    MOBILE,
    HOSTING,
    AWS,
    VENDOR,
    NAT,
    ENDPOINT,
    UNKNOWN;

    static Kind of(String word) {
      try {
        return valueOf(word.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException later) {
        return UNKNOWN;
      }
    }

    /** Whether such addresses are the organization's own way out or in. */
    public boolean own() {
      return this == OFFICE || this == VPN || this == NAT || this == ENDPOINT;
    }
  }
}
