package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import dev.gatehouse.trail.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where addresses are, by networks.csv of the estate. */
final class Location {
  private final Estate estate;

  Location(Estate estate) {
    this.estate = estate;
  }

  /** An address with what is known of it: {@code 203.0.113.7 (Amsterdam, NL, hosting)}. */
  Quantity of(@Nullable String address) {
    String text = String.valueOf(address);
    Network network = Address.is(text) ? estate.network(text).orElse(null) : null;
    return Quantity.text(network == null ? text : text + " (" + describe(network) + ")");
  }

  private static String describe(Network network) {
    List<String> parts = new ArrayList<>();
    if (network.city() != null) {
      parts.add(network.city());
    }
    if (network.country() != null) {
      parts.add(network.country());
    }
    parts.add(network.kind().name().toLowerCase(Locale.ROOT));
    return String.join(", ", parts);
  }

  /** City, else country, else block of addresses of a network. */
  static String name(Network network) {
    String where = network.city() != null ? network.city() : network.country();
    return where != null ? where : network.cidr().toText();
  }

  /** Whether an event came through a VPC endpoint or from a network of the organization's own. */
  boolean isOwn(TrailEvent event) {
    String address = event.sourceIPAddress();
    return event.vpcEndpointId() != null
        || (address != null && Address.isPrivate(address))
        || isOwn(address);
  }

  /** Whether networks.csv calls the address the organization's own. */
  boolean isOwn(@Nullable String address) {
    return address != null
        && Address.is(address)
        && estate.network(address).filter(network -> network.kind().own()).isPresent();
  }
}
