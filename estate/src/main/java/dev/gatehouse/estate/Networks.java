package dev.gatehouse.estate;

import dev.gatehouse.policy.memo.Memo;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the narrowest network around an address: one look for each length of prefix that there is.
 * Most addresses are of IPv4, whose blocks are looked up by a plain number.
 */
final class Networks {
  private final Map<Cidr, Network> all = new HashMap<>();

  /** IPv4 blocks by {@link #key}. */
  private final Map<Long, Network> four = new HashMap<>();

  /** Lengths of prefixes, longest first. */
  private final int[] prefixes4;

  private final int[] prefixes6;

  private final Memo<Optional<Network>> lately = new Memo<>(4096, 64, this::find);

  /** Of several for one block the last holds. */
  Networks(Collection<Network> networks) {
    for (Network network : networks) {
      Cidr cidr = network.cidr();
      all.put(cidr, network);
      if (cidr.bits() == 32) {
        four.put(key(cidr.first().intValue(), cidr.prefix()), network);
      }
    }
    prefixes4 = prefixes(32);
    prefixes6 = prefixes(128);
  }

  private int[] prefixes(int bits) {
    return all.keySet().stream()
        .filter(cidr -> cidr.bits() == bits)
        .map(Cidr::prefix)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .mapToInt(prefix -> prefix)
        .toArray();
  }

  private static long key(int address, int prefix) {
    int first = prefix == 0 ? 0 : address & -1 << (32 - prefix);
    return (long) prefix << 32 | Integer.toUnsignedLong(first);
  }

  /** In the order of their addresses. */
  List<Network> sorted() {
    return all.values().stream()
        .sorted(
            Comparator.comparingInt((Network network) -> network.cidr().bits())
                .thenComparing(network -> network.cidr().first())
                .thenComparingInt(network -> network.cidr().prefix()))
        .toList();
  }

  /** The narrowest around an address; empty also if the text is none. */
  Optional<Network> around(String address) {
    return lately.of(address);
  }

  private Optional<Network> find(String address) {
    byte[] bytes = Address.parse(address);
    if (bytes == null) {
      return Optional.empty();
    }
    return bytes.length == 4 ? around4(bytes) : around6(address);
  }

  private Optional<Network> around4(byte[] bytes) {
    int address =
        (bytes[0] & 255) << 24 | (bytes[1] & 255) << 16 | (bytes[2] & 255) << 8 | (bytes[3] & 255);
    for (int prefix : prefixes4) {
      Network network = four.get(key(address, prefix));
      if (network != null) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }

  private Optional<Network> around6(String address) {
    for (int prefix : prefixes6) {
      Network network = all.get(Cidr.around(address, prefix, prefix));
      if (network != null) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }
}
