package dev.gatehouse.range.org;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of addresses, as networks.csv names it. All are documentation or benchmarking ranges.
 *
 * @param kind office, vpn, home, mobile, hosting, aws, vendor, nat, endpoint
 */
public record Network(
    String cidr,
    int asn,
    String country,
    String city,
    double latitude,
    double longitude,
    String kind) {
  /** Where the company's VPN leaves. */
  public static final String VPN = "192.0.2.70";

  /** Every network of the range except the accounts' NAT addresses. */
  public static List<Network> all() {
    List<Network> all = new ArrayList<>();
    for (Place place : Place.values()) {
      all.add(of(place.officeNetwork(), 64496, place, "office"));
      all.add(of(place.homeNetwork(), 64497 + place.number(), place, "home"));
      all.add(of(place.mobileNetwork(), 64501, place, "mobile"));
    }
    all.add(of("192.0.2.64/28", 64496, Place.LONDON, "vpn"));
    all.add(new Network("198.51.100.0/27", 64502, "PT", "Lisbon", 38.72, -9.14, "home"));
    all.add(new Network("198.51.100.32/27", 64502, "JP", "Tokyo", 35.68, 139.69, "home"));
    all.add(new Network("198.51.100.64/27", 64503, "NL", "Amsterdam", 52.37, 4.90, "vpn"));
    all.add(new Network("203.0.113.0/28", 64504, "US", "Ashburn", 39.04, -77.49, "vendor"));
    all.add(new Network("203.0.113.16/28", 64505, "IE", "Dublin", 53.35, -6.26, "vendor"));
    all.add(new Network("203.0.113.32/28", 64506, "US", "Portland", 45.52, -122.68, "vendor"));
    all.add(new Network("203.0.113.64/27", 64507, "US", "Des Moines", 41.59, -93.62, "hosting"));
    all.add(new Network("203.0.113.128/26", 64508, "NL", "Amsterdam", 52.37, 4.90, "hosting"));
    all.add(new Network("203.0.113.192/27", 64509, "BR", "Sao Paulo", -23.55, -46.63, "home"));
    all.add(new Network("203.0.113.224/27", 64510, "GB", "Manchester", 53.48, -2.24, "hosting"));
    return all;
  }

  /** One of the build service's runners. */
  public static String runner(int number) {
    return "203.0.113." + (65 + number % 30);
  }

  /** A rented server far from every office. */
  public static String rentedServer(int number) {
    return "203.0.113." + (129 + number % 60);
  }

  /** A household's line on another continent, as proxies rent it out. */
  public static String foreignHome(int number) {
    return "203.0.113." + (193 + number % 30);
  }

  /** A commercial VPN that people use too. */
  public static String commercialVpn(int number) {
    return "198.51.100." + (65 + number % 30);
  }

  /** A household in a country that people travel to. */
  public static String abroad(int number) {
    return "198.51.100." + (number % 2 == 0 ? 1 + number % 30 : 33 + number % 30);
  }

  private static Network of(String cidr, int asn, Place place, String kind) {
    return new Network(
        cidr, asn, place.country(), place.city(), place.latitude(), place.longitude(), kind);
  }
}
