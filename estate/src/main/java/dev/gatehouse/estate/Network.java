package dev.gatehouse.estate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of addresses, and what is known of it.
 *
 * @param asn number of the network that announces it
 * @param country two letters
 * @param latitude in degrees, north positive; null if not known
 * @param longitude in degrees, east positive; null if not known
 */
public record Network(
    Cidr cidr,
    @Nullable Long asn,
    @Nullable String country,
    @Nullable String city,
    @Nullable Double latitude,
    @Nullable Double longitude,
    Kind kind) {
  private static final double EARTH_RADIUS_KM = 6371;

  /**
   * Kilometres between two networks along the surface of the earth, by the haversine formula; null
   * if the place of one is not known.
   */
  public @Nullable Double kilometresTo(Network other) {
    if (latitude == null
        || longitude == null
        || other.latitude == null
        || other.longitude == null) {
      return null;
    }
    double from = Math.toRadians(latitude);
    double to = Math.toRadians(other.latitude);
    double north = Math.sin((to - from) / 2);
    double east = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
    double half = north * north + Math.cos(from) * Math.cos(to) * east * east;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half)));
  }

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
