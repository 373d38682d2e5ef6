package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Cidr;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code impossible-travel}: one person in two places, too far apart for the time between. */
public final class ImpossibleTravel implements Detector<Travels> {
  private static final About ABOUT =
      new About(
          "impossible-travel",
          "Impossible travel",
          "A person's credentials were used in two places that nobody can reach from one another in"
              + " the time between. One of the two is somebody else, or a way around.",
          Severity.HIGH,
          SignalCategory.PLACE,
          List.of(Attack.of("T1078.004"), Attack.of("T1550.001")),
          "A person is in one place at a time, and no faster than an airliner.",
          "networks.csv with latitude and longitude, and kinds: the organization's VPN, NAT and"
              + " endpoints, vendors and AWS are no places. Without coordinates it is quiet.",
          "Use the credential from near the victim, or wait for as long as the flight takes.",
          List.of(
              "A commercial VPN or a mobile provider that leaves the net in another country.",
              "Somebody in an office's network from afar, where networks.csv does not say vpn."),
          List.of(
              "Two places that both were used on several days are taken for a habit.",
              "Distances under some hundred kilometres: networks are located no better.",
              "Credentials of programs without a person behind them; new-place watches those."),
          List.of(
              "Look up both networks; ask the person where they are, and whether a VPN was on.",
              "Compare tools and calls of the two places.",
              "If one is not theirs, revoke the sessions and the portal's session, then change the"
                  + " password and look at the registered MFA devices.",
              "Follow what the other place did."),
          "https://attack.mitre.org/techniques/T1078/004/");

  /**
   * Thresholds.
   *
   * @param kilometresMin least distance that is worth a word
   * @param kilometresAnHour how fast people travel at most
   * @param habitDays on how many days both places must have been used to be a habit
   * @param officesCount whether who is in an office's network is taken to be in the office
   */
  public record Settings(
      int kilometresMin, int kilometresAnHour, int habitDays, boolean officesCount) {
    public Settings {
      Limit.range("kilometresMin", kilometresMin, 50, 20_000);
      Limit.range("kilometresAnHour", kilometresAnHour, 100, 10_000);
      Limit.range("habitDays", habitDays, 2, 30);
    }

    public static Settings defaults() {
      return new Settings(500, 1000, 3, true);
    }
  }

  private final Settings settings;
  private final Estate estate;
  private final ChangeWindows changeWindows;

  public ImpossibleTravel(Settings settings, Estate estate) {
    this.settings = settings;
    this.estate = estate;
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public @Nullable String key(Activity in) {
    boolean person = in.lineage().isPersonal();
    return !person || in.secondCopy() || in.isByService() || place(in) == null
        ? null
        : in.lineage().origin();
  }

  /** The place that the caller's address stands for; null if it stands for none. */
  private @Nullable Network place(Activity in) {
    return in.event().vpcEndpointId() != null ? null : place(in.event().sourceIPAddress());
  }

  private @Nullable Network place(@Nullable String address) {
    Network network =
        address != null && Address.is(address) ? estate.network(address).orElse(null) : null;
    boolean placed =
        network != null
            && switch (network.kind()) {
              case HOME, MOBILE, HOSTING, UNKNOWN -> true;
              case OFFICE -> settings.officesCount();
              case VPN, NAT, ENDPOINT, AWS, VENDOR -> false;
            };
    return placed ? network : null;
  }

  @Override
  public Travels start(String key) {
    return Travels.NONE;
  }

  @Override
  public Instant expires(Travels memory) {
    return memory.expires();
  }

  @Override
  public Step<Travels, Finding> fold(
      String key, Travels memory, Instant time, String id, Activity in) {
    Travels before = memory.at(time);
    Network here = Objects.requireNonNull(place(in));
    String address = Objects.requireNonNull(in.event().sourceIPAddress());
    String network = name(here);
    Travels after = before.used(network, address, in.event().id(), time);
    Travels.Stay there = tooFar(before, here, network, time);
    if (there == null) {
      return Step.of(after);
    }
    // The newer of the two is the one to doubt, whichever was used last.
    boolean back = days(before, network) > there.days();
    String away = back ? there.network() : network;
    Travels.Trip known = before.trip(away);
    if (known != null && known.andBack() && back) {
      return Step.of(after); // the owner's further work is no evidence
    }
    Evidence evidence = known == null ? Evidence.NONE : known.evidence();
    if (!evidence.ids().contains(there.record())) {
      evidence = evidence.and(there.record(), known == null ? there.last() : time);
    }
    evidence = evidence.and(in.event().id(), time);
    Instant raised = known == null ? time : known.raised();
    Instant end = raised.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    Travels.Trip trip =
        known == null
            ? new Travels.Trip(away, raised, end, back, evidence)
            : known.and(evidence, back);
    String name = FindingId.of(ABOUT.id(), raised.truncatedTo(ChronoUnit.HOURS), key, away);
    Match match = changeWindows.lower(match(in, here, there, trip), in);
    Finding finding = match.finding(ABOUT, name, in, evidence, raised);
    return Step.of(after.with(trip), new Out<>(name, time, end.minusNanos(1), finding));
  }

  /** A place used so short a time ago that nobody can have come here from there. */
  private Travels.@Nullable Stay tooFar(
      Travels before, Network here, String network, Instant time) {
    boolean habit = days(before, network) >= settings.habitDays();
    for (Travels.Stay stay : before.stays()) {
      Network there = place(stay.address());
      if (there == null
          || stay.network().equals(network)
          || (habit && stay.days() >= settings.habitDays())) {
        continue;
      }
      Double kilometres = here.kilometresTo(there);
      double hours = Duration.between(stay.last(), time).toSeconds() / 3600.0;
      if (kilometres != null
          && kilometres >= settings.kilometresMin()
          && kilometres > settings.kilometresAnHour() * hours) {
        return stay;
      }
    }
    return null;
  }

  private static int days(Travels before, String network) {
    Travels.Stay stay = before.stay(network);
    return stay == null ? 0 : stay.days();
  }

  private static String name(Network network) {
    Cidr cidr = network.cidr();
    return cidr.first() + "/" + cidr.prefix();
  }

  private Match match(Activity in, Network here, Travels.Stay stay, Travels.Trip trip) {
    Network there = Objects.requireNonNull(place(stay.address()));
    double kilometres = Objects.requireNonNullElse(here.kilometresTo(there), 0.0);
    long minutes = stay.last().until(in.event().time(), ChronoUnit.MINUTES);
    Network away = name(here).equals(trip.away()) ? here : there;
    boolean rented = away.kind() == Network.Kind.HOSTING;
    return new Match(
        "travel",
        Prose.ACTOR
            + " was in two places, "
            + label(there)
            + " and "
            + minutes
            + " minutes later "
            + label(here),
        trip.andBack() || rented ? Severity.HIGH : Severity.MEDIUM,
        trip.andBack() ? Confidence.HIGH : Confidence.MEDIUM,
        List.of(
            Prose.reason(
                "kilometres between the places",
                String.format(Locale.ROOT, "%.0f in %d minutes", kilometres, minutes),
                String.format(
                    Locale.ROOT,
                    "at most %.0f",
                    settings.kilometresAnHour() * minutes / 60.0
                        + settings.kilometresAnHour() / 60.0)),
            Prose.reason(
                "source addresses",
                Quote.plain(stay.address()) + ", then " + Quote.plain(in.event().sourceIPAddress()),
                "one place at a time"),
            Prose.reason(
                "history",
                days(stay.days()) + " in " + label(there),
                "places used on " + settings.habitDays() + " days each would be a habit")));
  }

  private static String days(int days) {
    return days == 1 ? "1 day" : days + " days";
  }

  private static String label(Network network) {
    String where =
        network.city() != null
            ? network.city()
            : network.country() != null ? network.country() : name(network);
    return Quote.plain(where) + " (" + network.kind().name().toLowerCase(Locale.ROOT) + ")";
  }
}
