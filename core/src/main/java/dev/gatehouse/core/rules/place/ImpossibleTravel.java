package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.stage.FixedList;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Cidr;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code impossible-travel}: one person in two places, too far apart for the time between. */
public final class ImpossibleTravel implements Detector<ImpossibleTravel.Memory> {
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

  private static final Measure DISTANCE =
      Measure.of("travel-distance", "distance between the places", "by air in that time");

  private static final Measure DURATION =
      Measure.of("travel-time", "time from one place to the other", "by air");

  private static final Measure ADDRESSES =
      Measure.of("source-addresses", "source addresses", "one place at a time");

  private static final Measure DAYS_OF_USE =
      Measure.of("days-of-use", "days of use of", "in both places, to be a habit");

  private final Settings settings;
  private final Estate estate;
  private final Map<Cidr, String> names = new ConcurrentHashMap<>();
  private final ChangeWindows changeWindows;

  public ImpossibleTravel(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private ImpossibleTravel(Settings settings, Estate estate) {
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
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Instant expires(Memory memory) {
    return memory.expires();
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    Memory before = memory.at(time);
    Network here = Objects.requireNonNull(place(in));
    String address = Objects.requireNonNull(in.event().sourceIPAddress());
    String network = name(here);
    Memory after = before.used(network, address, in.event().id(), time);
    Memory.Stay there = tooFar(before, here, network, time);
    if (there == null) {
      return Step.of(after);
    }
    // The newer of the two is the one to doubt, whichever was used last.
    boolean back = days(before, network) > there.days();
    String away = back ? there.network() : network;
    Memory.Trip known = before.trip(away);
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
    Memory.Trip trip =
        known == null
            ? new Memory.Trip(away, raised, end, back, evidence)
            : known.and(evidence, back);
    String name = FindingId.of(ABOUT.id(), raised.truncatedTo(ChronoUnit.HOURS), key, away);
    Network doubted =
        name(here).equals(away) ? here : Objects.requireNonNull(place(there.address()));
    Match match = changeWindows.lower(match(in, here, there, trip.andBack(), doubted), in);
    Finding finding = match.finding(ABOUT, name, in, evidence, raised);
    return Step.of(after.with(trip), new Out<>(name, time, end.minusNanos(1), finding));
  }

  /** A place used so short a time ago that nobody can have come here from there. */
  private Memory.@Nullable Stay tooFar(Memory before, Network here, String network, Instant time) {
    boolean habit = days(before, network) >= settings.habitDays();
    for (int i = 0; i < before.stays().size(); i++) {
      Memory.Stay stay = before.stays().get(i);
      if (stay.network().equals(network) || (habit && stay.days() >= settings.habitDays())) {
        continue;
      }
      Network there = place(stay.address());
      if (there == null) {
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

  private static int days(Memory before, String network) {
    Memory.Stay stay = before.stay(network);
    return stay == null ? 0 : stay.days();
  }

  /** Networks are few, so their names are made once. */
  private String name(Network network) {
    return names.computeIfAbsent(network.cidr(), cidr -> cidr.first() + "/" + cidr.prefix());
  }

  private Match match(Activity in, Network here, Memory.Stay stay, boolean andBack, Network away) {
    Network there = Objects.requireNonNull(place(stay.address()));
    double kilometres = Objects.requireNonNullElse(here.kilometresTo(there), 0.0);
    long minutes = stay.last().until(in.event().time(), ChronoUnit.MINUTES);
    Quantity apart = Quantity.of(Unit.KILOMETRES, kilometres);
    Quantity later = Quantity.of(Unit.MINUTES, (double) minutes);
    boolean rented = away.kind() == Network.Kind.HOSTING;
    return new Match(
        "travel",
        Headline.of(
            "{actor} was in {} and {} later in {}",
            Quantity.text(Location.name(there)),
            later,
            Quantity.text(Location.name(here))),
        andBack || rented ? Severity.HIGH : Severity.MEDIUM,
        andBack ? Confidence.HIGH : Confidence.MEDIUM,
        List.of(
            Reason.of(
                DISTANCE,
                apart,
                // Uses are remembered by the minute, so one more may have passed.
                Quantity.atMost(
                    Unit.KILOMETRES, settings.kilometresAnHour() * (minutes + 1) / 60.0)),
            Reason.of(
                DURATION,
                later,
                Quantity.atLeast(Unit.MINUTES, kilometres * 60 / settings.kilometresAnHour())),
            Reason.of(
                ADDRESSES,
                Quantity.values(
                    Unit.TEXT,
                    List.of(stay.address(), String.valueOf(in.event().sourceIPAddress())))),
            Reason.of(
                    DAYS_OF_USE,
                    Quantity.of(Unit.DAYS, stay.days()),
                    Quantity.atLeast(Unit.DAYS, settings.habitDays()))
                .about(Location.name(there))));
  }

  /**
   * What is remembered of one person: from which networks they came lately, and what was reported.
   * At most {@value #STAYS_MAX} networks, the one not seen for longest forgotten first, and {@value
   * #TRIPS_MAX} reports.
   */
  public record Memory(List<Stay> stays, List<Trip> trips) {
    static final int STAYS_MAX = 8;

    static final int TRIPS_MAX = 4;

    /** A network not used for so long is no habit any more. */
    static final Duration KEPT = Duration.ofDays(30);

    /** Nothing seen. */
    static final Memory NONE = new Memory(List.of(), List.of());

    /**
     * A network used.
     *
     * @param address the last one used in it
     * @param record id of the last use
     * @param last minute of the last use
     * @param days on how many UTC days it was used
     */
    public record Stay(String network, String address, String record, Instant last, int days) {}

    /**
     * A reported trip.
     *
     * @param away the network that was the newer one
     * @param andBack whether the other network was used again afterwards
     */
    public record Trip(
        String away, Instant raised, Instant end, boolean andBack, Evidence evidence) {
      Trip and(Evidence more, boolean back) {
        return new Trip(away, raised, end, andBack || back, more);
      }
    }

    public Memory {
      stays = FixedList.of(stays);
      trips = FixedList.of(trips);
    }

    Memory at(Instant time) {
      Instant from = time.minus(KEPT);
      return isAllOf(from, time)
          ? this
          : new Memory(
              stays.stream().filter(stay -> stay.last().isAfter(from)).toList(),
              trips.stream().filter(trip -> time.isBefore(trip.end())).toList());
    }

    private boolean isAllOf(Instant from, Instant time) {
      for (int i = 0; i < stays.size(); i++) {
        if (!stays.get(i).last().isAfter(from)) {
          return false;
        }
      }
      for (int i = 0; i < trips.size(); i++) {
        if (!time.isBefore(trips.get(i).end())) {
          return false;
        }
      }
      return true;
    }

    @Nullable Stay stay(String network) {
      for (int i = 0; i < stays.size(); i++) {
        if (stays.get(i).network().equals(network)) {
          return stays.get(i);
        }
      }
      return null;
    }

    @Nullable Trip trip(String away) {
      return trips.stream().filter(trip -> trip.away().equals(away)).findFirst().orElse(null);
    }

    /** This and a use, remembered once a minute so that busy people seldom change it. */
    Memory used(String network, String address, String record, Instant time) {
      Stay known = stay(network);
      Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
      if (known != null && known.last().equals(minute)) {
        return this;
      }
      boolean today = known != null && day(known.last()) == day(time);
      int days = known == null ? 1 : known.days() + (today ? 0 : 1);
      List<Stay> all = new ArrayList<>(stays);
      all.remove(known);
      if (all.size() == STAYS_MAX) {
        all.remove(
            all.stream()
                .min(Comparator.comparing(Stay::last).thenComparing(Stay::network))
                .orElseThrow());
      }
      all.add(new Stay(network, address, record, minute, days));
      return new Memory(all, trips);
    }

    private static long day(Instant time) {
      return Math.floorDiv(time.getEpochSecond(), 86_400L);
    }

    Memory with(Trip trip) {
      List<Trip> all = new ArrayList<>(trips);
      all.removeIf(other -> other.away().equals(trip.away()));
      if (all.size() == TRIPS_MAX) {
        all.remove(0);
      }
      all.add(trip);
      return new Memory(stays, all);
    }

    Instant expires() {
      Instant last = Instant.MIN;
      for (int i = 0; i < stays.size(); i++) {
        Instant one = stays.get(i).last();
        last = one.isAfter(last) ? one : last;
      }
      return stays.isEmpty() ? last : last.plus(KEPT);
    }
  }
}
