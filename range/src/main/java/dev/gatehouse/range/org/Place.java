package dev.gatehouse.range.org;

import java.time.ZoneId;

/** A city with an office. */
public enum Place {
  LONDON("GB", "London", 51.51, -0.13, "Europe/London", "192.0.2.", 1),
  BERLIN("DE", "Berlin", 52.52, 13.40, "Europe/Berlin", "192.0.2.", 17),
  NEW_YORK("US", "New York", 40.71, -74.01, "America/New_York", "192.0.2.", 33),
  SINGAPORE("SG", "Singapore", 1.35, 103.82, "Asia/Singapore", "192.0.2.", 49);

  private final String country;
  private final String city;
  private final double latitude;
  private final double longitude;
  private final ZoneId zone;
  private final String officePrefix;
  private final int officeFirst;

  Place(
      String country,
      String city,
      double latitude,
      double longitude,
      String zone,
      String officePrefix,
      int officeFirst) {
    this.country = country;
    this.city = city;
    this.latitude = latitude;
    this.longitude = longitude;
    this.zone = ZoneId.of(zone);
    this.officePrefix = officePrefix;
    this.officeFirst = officeFirst;
  }

  /** Two letters. */
  public String country() {
    return country;
  }

  public String city() {
    return city;
  }

  public double latitude() {
    return latitude;
  }

  public double longitude() {
    return longitude;
  }

  public ZoneId zone() {
    return zone;
  }

  /** One of the office's three addresses. */
  public String office(int number) {
    return officePrefix + (officeFirst + number % 3);
  }

  /** The office's network, a /28. */
  public String officeNetwork() {
    return officePrefix + (officeFirst - 1) + "/28";
  }

  /** An IPv6 address of a household there. */
  public String home(int number) {
    return "2001:db8:"
        + Integer.toHexString(0x100 + ordinal())
        + ":"
        + Integer.toHexString(0x10 + number)
        + "::"
        + Integer.toHexString(2 + number % 7);
  }

  /** The network that households there are in. */
  public String homeNetwork() {
    return "2001:db8:" + Integer.toHexString(0x100 + ordinal()) + "::/48";
  }

  /** An address of the mobile carrier there. */
  public String mobile(int number) {
    return "198.51.100." + (128 + 16 * ordinal() + number % 16);
  }

  /** The mobile carrier's network. */
  public String mobileNetwork() {
    return "198.51.100." + (128 + 16 * ordinal()) + "/28";
  }
}
