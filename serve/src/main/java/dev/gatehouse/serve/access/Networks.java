package dev.gatehouse.serve.access;

/** What of an address one party is likely to hold. */
final class Networks {
  private static final int PARTS_OF_64 = 4;

  private Networks() {}

  /** The address itself, or of an IPv6 address its /64, which one customer has whole. */
  static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    String[] halves = address.split("::", 2);
    String[] head = halves[0].split(":", -1);
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < PARTS_OF_64; i++) {
      network.append(i < head.length && !head[i].isEmpty() ? head[i] : "0").append(':');
    }
    return network.append(":/64").toString();
  }
}
