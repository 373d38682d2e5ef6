package dev.gatehouse.estate;

import dev.gatehouse.estate.source.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code networks.csv}: a header that names {@code cidr}, then a row a block of addresses. */
final class NetworkTable {
  private NetworkTable() {}

  static boolean recognises(String text) {
    return Csv.cells(text.lines().findFirst().orElse("").toLowerCase(Locale.ROOT)).contains("cidr");
  }

  /** The networks; a malformed row is left out with a sentence. */
  static List<Network> read(String text, String file, List<String> problems) {
    List<String> lines = text.lines().toList();
    List<String> header = Csv.cells(lines.get(0).toLowerCase(Locale.ROOT));
    List<Network> networks = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      try {
        networks.add(network(header, Csv.cells(line)));
      } catch (IllegalArgumentException e) {
        problems.add("`" + file + "`: line " + (i + 1) + " is left out: " + e.getMessage());
      }
    }
    return networks;
  }

  private static Network network(List<String> header, List<String> row) {
    String cidr = cell(header, row, "cidr");
    String asn = cell(header, row, "asn");
    String kind = cell(header, row, "kind");
    return new Network(
        Cidr.of(cidr == null ? "" : cidr),
        asn == null ? null : asn(asn),
        cell(header, row, "country"),
        cell(header, row, "city"),
        degrees(cell(header, row, "lat"), 90),
        degrees(cell(header, row, "lon"), 180),
        kind == null ? Network.Kind.UNKNOWN : Network.Kind.of(kind));
  }

  private static long asn(String text) {
    String digits = text.toUpperCase(Locale.ROOT).startsWith("AS") ? text.substring(2) : text;
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("`" + text + "` is not a network number.", e);
    }
  }

  private static @Nullable Double degrees(@Nullable String text, double most) {
    if (text == null) {
      return null;
    }
    double degrees;
    try {
      degrees = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("`" + text + "` is not a number of degrees.", e);
    }
    if (!(Math.abs(degrees) <= most)) {
      throw new IllegalArgumentException("`" + text + "` is not a place on earth.");
    }
    return degrees;
  }

  private static @Nullable String cell(List<String> header, List<String> row, String name) {
    int at = header.indexOf(name);
    return at < 0 || at >= row.size() || row.get(at).isEmpty() ? null : row.get(at);
  }
}
