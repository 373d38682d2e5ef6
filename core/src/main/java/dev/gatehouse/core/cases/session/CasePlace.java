package dev.gatehouse.core.cases.session;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An address that a case's credentials were issued to or used from, or that a finding names.
 *
 * @param kind what such addresses are used for: {@code office}, {@code hosting}; null where the
 *     estate's networks do not say
 * @param country two letters
 * @param asn number of the network that announces it
 * @param own whether it is the organization's own way out, or an address that only its networks
 *     have
 * @param first when it is first known in the case
 * @param last when it is last known in it
 * @param sessions ids of the credentials issued to it or used from it
 */
public record CasePlace(
    String address,
    @Nullable String kind,
    @Nullable String city,
    @Nullable String country,
    @Nullable Long asn,
    boolean own,
    Instant first,
    Instant last,
    List<String> sessions) {
  /** Most places of a case, the earliest. */
  public static final int PLACES_MAX = 50;

  public CasePlace {
    sessions = List.copyOf(sessions);
  }

  /** The places of some credentials and findings, the first first. */
  public static List<CasePlace> of(
      List<CaseSession> sessions, List<Finding> findings, Estate estate) {
    Map<String, CasePlace> places = new TreeMap<>();
    for (CaseSession session : sessions) {
      Instant issued = session.issuedAt();
      if (issued != null && Address.is(session.from())) {
        add(places, session.from(), issued, session.id(), estate);
      }
    }
    for (Finding finding : findings) {
      String from = finding.lineage().usedFrom();
      if (Address.is(from)) {
        add(places, from, finding.raised(), SessionTree.acting(finding), estate);
      }
      for (Reason reason : finding.why()) {
        reason.observed().values().stream()
            .filter(Address::is)
            .forEach(address -> add(places, address, finding.raised(), null, estate));
      }
    }
    return places.values().stream()
        .sorted(Comparator.comparing(CasePlace::first).thenComparing(CasePlace::address))
        .toList();
  }

  private static void add(
      Map<String, CasePlace> places,
      @Nullable String address,
      Instant time,
      @Nullable String session,
      Estate estate) {
    String plain = Quote.plain(address);
    Network network = estate.network(plain).orElse(null);
    List<String> issued = session == null ? List.of() : List.of(session);
    CasePlace one =
        new CasePlace(
            plain,
            network == null || network.kind() == Network.Kind.UNKNOWN
                ? null
                : network.kind().name().toLowerCase(Locale.ROOT),
            network == null || network.city() == null ? null : Quote.plain(network.city()),
            network == null || network.country() == null ? null : Quote.plain(network.country()),
            network == null ? null : network.asn(),
            Address.isPrivate(plain) || (network != null && network.kind().own()),
            time,
            time,
            issued);
    places.merge(plain, one, CasePlace::and);
  }

  private CasePlace and(CasePlace other) {
    List<String> both = new ArrayList<>(sessions);
    other.sessions.stream().filter(session -> !both.contains(session)).forEach(both::add);
    return new CasePlace(
        address,
        kind,
        city,
        country,
        asn,
        own,
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last,
        both);
  }

  /** The address and what is known of it: {@code 203.0.113.9 (hosting, Amsterdam NL)}. */
  public String words() {
    List<String> words = new ArrayList<>();
    if (kind != null) {
      words.add(kind);
    }
    if (city != null || country != null) {
      words.add(((city == null ? "" : city + " ") + (country == null ? "" : country)).strip());
    }
    if (words.isEmpty() && asn != null) {
      words.add("AS" + asn);
    }
    return words.isEmpty() ? address : address + " (" + String.join(", ", words) + ")";
  }
}
