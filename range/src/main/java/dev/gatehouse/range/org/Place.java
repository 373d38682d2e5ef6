package dev.gatehouse.range.org;

import java.time.ZoneId;

/** A city with an office. */
public enum Place {
  LONDON("GB", "London", 51.51, -0.13, "Europe/London", 0),
  BERLIN("DE", "Berlin", 52.52, 13.40, "Europe/Berlin", 1),
  NEW_YORK("US", "New York", 40.71, -74.01, "America/New_York", 2),
  SINGAPORE("SG", "Singapore", 1.35, 103.82, "Asia/Singapore", 3);

  private final String country;
  private final String city;
  private final double latitude;
  private final double longitude;
  private final ZoneId zone;
  private final int number;

  Place(String country, String city, double latitude, double longitude, String zone, int number) {
    this.country = country;
    this.city = city;
    this.latitude = latitude;
    this.longitude = longitude;
    this.zone = ZoneId.of(zone);
    this.number = number;
  }

  /** Two letters. */
  public String country() {
    return country;
  }

  String city() {
    return city;
  }

  double latitude() {
    return latitude;
  }

  double longitude() {
    return longitude;
  }

  public ZoneId zone() {
    return zone;
  }

  /** Its place in the list of networks, from 0. */
  int number() {
    return number;
  }

  /** One of the office's three addresses. */
  public String office(int aws) {
    return "192.0.2." + (16 * this.number + 1 + aws % 3);
  }

  /** The office's network, a /28. */
  String officeNetwork() {
    return "192.0.2." + 16 * number + "/28";
  }

  /** An IPv6 address of a household there. */
  public String home(int household) {
    return "2001:db8:"
        + Integer.toHexString(0x100 + number)
        + ":"
        + Integer.toHexString(0x10 + household)
        + "::"
        + Integer.toHexString(2 + household % 7);
  }

  /** The network that households there are in. */
  String homeNetwork() {
    return "2001:db8:" + Integer.toHexString(0x100 + number) + "::/48";
  }

  /** An address of the mobile carrier there. */
  public String mobile(int line) {
    return "198.51.100." + (128 + 16 * number + line % 16);
  }

  /** The mobile carrier's network. */
  String mobileNetwork() {
    return "198.51.100." + (128 + 16 * number) + "/28";
  }
}
