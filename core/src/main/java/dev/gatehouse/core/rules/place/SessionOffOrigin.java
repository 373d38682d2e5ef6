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
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.rules.kit.Actor;
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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code session-off-origin}: a credential issued here and used there. */
public final class SessionOffOrigin implements Detector<SessionOffOrigin.Memory> {
  private static final About ABOUT =
      new About(
          "session-off-origin",
          "Session used away from where it was issued",
          "A session's credential was issued to one network and used from another, or an instance's"
              + " credential was used from a second public network. Somebody may have carried it off.",
          Severity.HIGH,
          SignalCategory.PLACE,
          List.of(Attack.of("T1550.001"), Attack.of("T1552.005"), Attack.of("T1078.004")),
          "A program uses its credential from where it asked for it.",
          "The issuing record, for the address it was issued to; networks.csv to know one's own ways"
              + " out and to grade the rest. Without it blocks of addresses are compared.",
          "Use the credential from the victim's own network, or through a VPC endpoint.",
          List.of(
              "A broker or portal asks for the credential and hands it to people elsewhere.",
              "A laptop that changes from office to home or joins a VPN within the session.",
              "STS reached through a VPC endpoint and the rest through NAT: quiet for workloads and"
                  + " when another credential of the same origin uses the NAT address; write NAT"
                  + " addresses into networks.csv."),
          List.of(
              "Calls through a VPC endpoint are taken as one's own, although a thief can own one.",
              "A workload's credential issued to a private address and used from any public one: this"
                  + " is what NAT looks like, so without networks.csv it is quiet.",
              "The first public network that an instance's credential is seen from is believed.",
              "A network that was reported for one person, instance or role is not reported again for it"
                  + " before it lay unused for a week, or a month is over.",
              "Long-term keys: they are issued nowhere."),
          List.of(
              "Compare user agent and calls before and after the change of place.",
              "Ask the owner of the origin where they were; check the second address for hosting or"
                  + " anonymizing services.",
              "Revoke the session (deny by aws:TokenIssueTime on its role), then find how it leaked:"
                  + " instance metadata, a build log, a laptop.",
              "Look at what the second place did, hop by hop."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html");

  /**
   * What counts as one network where networks.csv says nothing.
   *
   * @param prefixBits4 leading bits of an IPv4 address
   * @param prefixBits6 leading bits of an IPv6 address
   */
  public record Settings(int prefixBits4, int prefixBits6) {
    public Settings {
      Limit.range("prefixBits4", prefixBits4, 8, 32);
      Limit.range("prefixBits6", prefixBits6, 16, 128);
    }

    public static Settings defaults() {
      return new Settings(24, 48);
    }
  }

  /** Addresses repeat, so the networks of the last ones are kept; over the bound it starts anew. */
  private static final int NETWORKS_MAX = 10_000;

  private static final Measure SOURCE =
      Measure.of(
          "source-address",
          "source address",
          "the address that it was issued to, or one of the organization's own");

  private static final Measure SECOND_NETWORK =
      Measure.of("second-network", "source address", "the network that it was used from before");

  private static final Measure AGE = Measure.of("session-age", "time since it was issued");

  private final Settings settings;
  private final Estate estate;
  private final Location location;
  private final ChangeWindows changeWindows;
  private final Map<String, String> networks = new ConcurrentHashMap<>();

  public SessionOffOrigin(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private SessionOffOrigin(Settings settings, Estate estate) {
    this.settings = settings;
    this.estate = estate;
    this.location = new Location(estate);
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public @Nullable String key(Activity in) {
    // A service acting for somebody calls from its own address.
    return in.secondCopy()
            || in.isByService()
            || !Address.is(in.event().sourceIPAddress())
            || in.event().sessionCredentialFromConsole()
        ? null
        : home(in);
  }

  /** One person, one instance, or all that begin with one role. */
  private static String home(Activity in) {
    String workload = in.lineage().workload();
    return !in.lineage().isPersonal() && isInstance(in) && workload != null
        ? in.lineage().origin() + " " + workload
        : Actor.durable(in);
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
    Memory places = memory.at(time);
    String address = Objects.requireNonNull(in.event().sourceIPAddress());
    String network = network(address);
    Move move = move(in, places, address, network);
    if (move == null) {
      return Step.of(places.used(in.session(), network, time, in.event().id()));
    }
    if (!move.network().equals(network)) {
      places = places.used(in.session(), network, time, in.event().id());
    }
    Memory.Flag told = places.flag(move.network());
    if (told != null && !time.isBefore(told.end())) {
      return Step.of(places.with(new Memory.Flag(move.network(), time, told.finding())));
    }
    Evidence before = told == null ? issue(in) : told.finding().records();
    Evidence evidence =
        (move.first() == null ? before : before.and(move.first().id(), move.first().at()))
            .and(in.event().id(), time);
    Instant raised = told == null ? time : told.finding().raised();
    String name =
        FindingId.of(ABOUT.id(), raised.truncatedTo(ChronoUnit.DAYS), key, move.network());
    Finding finding =
        changeWindows.lower(match(in, move, raised), in).finding(ABOUT, name, in, evidence, raised);
    Memory.Flag flag =
        new Memory.Flag(
            move.network(),
            time,
            told == null || finding.score() > told.finding().score()
                ? finding
                : told.finding().with(evidence));
    return Step.of(places.with(flag), new Out<>(name, time, flag.end(), flag.finding()));
  }

  /**
   * A credential that was carried off.
   *
   * @param from where it belongs
   * @param to an address of the network where it does not
   * @param first its first use there; null if that is the record at hand
   */
  private record Move(String from, String to, String network, Memory.@Nullable Place first) {}

  /** Where the credential went, if it is where it does not belong; null if all is well. */
  private @Nullable Move move(Activity in, Memory places, String address, String network) {
    if (location.isOwn(in.event())) {
      return null;
    }
    if (isInstance(in)) {
      return instance(in.session(), places, address, network);
    }
    if (in.lineage().hops().isEmpty()) {
      return null;
    }
    String from = in.lineage().hops().get(0).from();
    if (from == null || !Address.is(from) || isSameNetwork(from, address, network)) {
      return null;
    }
    boolean nat = Address.isPrivate(from) && isWorkload(in) && estate.network(address).isEmpty();
    return nat || places.isUsual(network, in.session())
        ? null
        : new Move(from, address, network, null);
  }

  /**
   * An instance's credential used from two public networks: the one that its other credentials are
   * not used from is the wrong one. Two that both are usual are two ways out.
   */
  private @Nullable Move instance(String session, Memory places, String address, String network) {
    Memory.Place other = places.elsewhere(session, network);
    if (other == null) {
      return null;
    }
    String there = other.network().substring(0, other.network().indexOf('/'));
    if (!places.isUsual(network, session)) {
      return new Move(there, address, network, null);
    }
    return places.isUsual(other.network(), session) || location.isOwn(there)
        ? null
        : new Move(address, there, other.network(), other);
  }

  private boolean isSameNetwork(String from, String address, String network) {
    if (network(from).equals(network)) {
      return true;
    }
    Optional<Network> a = estate.network(from);
    Optional<Network> b = estate.network(address);
    return a.isPresent()
        && b.isPresent()
        && a.get().asn() != null
        && Objects.equals(a.get().asn(), b.get().asn())
        && Objects.equals(a.get().country(), b.get().country());
  }

  /** The block around an address: the one networks.csv knows, else one of the usual size. */
  private String network(String address) {
    String known = networks.get(address);
    if (known != null) {
      return known;
    }
    if (networks.size() >= NETWORKS_MAX) {
      networks.clear();
    }
    String network = Address.isPrivate(address) ? Memory.PRIVATE : block(address);
    networks.put(address, network);
    return network;
  }

  private String block(String address) {
    Cidr cidr =
        estate
            .network(address)
            .map(Network::cidr)
            .orElseGet(
                () ->
                    Objects.requireNonNull(
                        Cidr.around(address, settings.prefixBits4(), settings.prefixBits6())));
    return cidr.toText();
  }

  /** The credential of an instance profile: the instance metadata service hands it out. */
  private static boolean isInstance(Activity in) {
    var session = in.event().userIdentity().session();
    return session != null && session.ec2RoleDelivery() != null;
  }

  private static boolean isWorkload(Activity in) {
    List<Hop> hops = in.lineage().hops();
    return in.lineage().originType() == OriginType.SERVICE
        || "AssumeRoleWithWebIdentity".equals(hops.get(hops.size() - 1).call());
  }

  private Match match(Activity in, Move move, Instant raised) {
    boolean instance = isInstance(in);
    boolean known =
        estate.network(move.to()).filter(n -> n.kind() != Network.Kind.AWS).isPresent()
            && (instance || Address.isPrivate(move.from()) || location.isOwn(move.from()));
    Hop hop = in.lineage().hops().isEmpty() ? null : in.lineage().hops().get(0);
    boolean proven = hop != null && hop.join().proven();
    Quantity to = Quantity.text(move.to());
    List<Reason> why = new ArrayList<>();
    why.add(
        Reason.of(
            instance ? SECOND_NETWORK : SOURCE, location.of(move.to()), location.of(move.from())));
    if (hop != null && hop.issuedAt() != null && !hop.issuedAt().isAfter(raised)) {
      double age = hop.issuedAt().until(raised, ChronoUnit.SECONDS);
      why.add(Reason.of(AGE, Quantity.of(Unit.SECONDS, age)));
    }
    return new Match(
        "place",
        instance
            ? Headline.of("{actor} used an instance's credential from a second network, {}", to)
            : Headline.of(
                "{actor} used a session issued to {} from {}", Quantity.text(move.from()), to),
        known ? Severity.HIGH : Severity.MEDIUM,
        known && proven ? Confidence.HIGH : Confidence.MEDIUM,
        why);
  }

  private static Evidence issue(Activity in) {
    List<Hop> hops = in.lineage().hops();
    String record = hops.isEmpty() ? null : hops.get(0).issuedBy();
    Instant issued = hops.isEmpty() ? null : hops.get(0).issuedAt();
    return record == null || issued == null ? Evidence.NONE : Evidence.NONE.and(record, issued);
  }

  /**
   * What is remembered of one home: from where its credentials were used without cause for doubt,
   * and what was reported. At most {@value #MAX} of each; beyond that the one not seen for longest
   * is forgotten.
   */
  public record Memory(List<Place> places, List<Flag> flags) {
    static final int MAX = 32;

    /** All private addresses together. */
    static final String PRIVATE = "private";

    /** Longer than almost any session lives; GetSessionToken's may live three times as long. */
    static final Duration KEPT = Duration.ofHours(12);

    /** What was reported is not reported again until it was not used for so long. */
    static final Duration TOLD = Duration.ofDays(7);

    /** Use alone does not make it right: after so long it is reported again. */
    static final Duration TOLD_AT_MOST = Duration.ofDays(30);

    /** Nothing seen. */
    public static final Memory NONE = new Memory(List.of(), List.of());

    /**
     * A credential used from a network.
     *
     * @param last by the minute
     * @param id of the first record of it, which was made {@code at}
     */
    public record Place(String session, String network, Instant last, String id, Instant at) {}

    /**
     * What was reported: a network that a credential was carried off to.
     *
     * @param last when any credential was used from there last
     */
    public record Flag(String network, Instant last, Finding finding) {
      /** From when on it is as if nothing had been reported. */
      Instant forgotten() {
        Instant unused = last.plus(TOLD);
        Instant over = finding.raised().plus(TOLD_AT_MOST);
        return unused.isBefore(over) ? unused : over;
      }

      /** When nothing more is added to the finding. */
      Instant end() {
        return finding.raised().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
      }
    }

    public Memory {
      places = FixedList.of(places);
      flags = FixedList.of(flags);
    }

    Memory at(Instant time) {
      Instant from = time.minus(KEPT);
      return isAllOf(from, time)
          ? this
          : new Memory(
              places.stream().filter(place -> place.last().isAfter(from)).toList(),
              flags.stream().filter(flag -> flag.forgotten().isAfter(time)).toList());
    }

    private boolean isAllOf(Instant from, Instant time) {
      for (int i = 0; i < places.size(); i++) {
        if (!places.get(i).last().isAfter(from)) {
          return false;
        }
      }
      for (int i = 0; i < flags.size(); i++) {
        if (!flags.get(i).forgotten().isAfter(time)) {
          return false;
        }
      }
      return true;
    }

    Instant expires() {
      Instant used = Instant.MIN;
      for (int i = 0; i < places.size(); i++) {
        Instant one = places.get(i).last();
        used = one.isAfter(used) ? one : used;
      }
      Instant last = places.isEmpty() ? used : used.plus(KEPT);
      for (int i = 0; i < flags.size(); i++) {
        Instant end = flags.get(i).forgotten();
        last = end.isAfter(last) ? end : last;
      }
      return last;
    }

    /** This and a use, remembered by the minute so that a busy session seldom changes it. */
    Memory used(String session, String network, Instant time, String id) {
      int at = find(session, network);
      Place known = at < 0 ? null : places.get(at);
      if (known != null && isWithin(known.last(), time)) {
        return this;
      }
      Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
      Place place =
          known == null
              ? new Place(session, network, minute, id, time)
              : new Place(session, network, minute, known.id(), known.at());
      if (at >= 0 && at == places.size() - 1) {
        return new Memory(FixedList.replaced(places, at, place), flags);
      }
      List<Place> more = new ArrayList<>(places);
      if (at >= 0) {
        more.remove(at);
      }
      if (more.size() == MAX) {
        more.remove(
            more.stream()
                .min(
                    Comparator.comparing(Place::last)
                        .thenComparing(Place::session)
                        .thenComparing(Place::network))
                .orElseThrow());
      }
      more.add(place);
      return new Memory(more, flags);
    }

    private int find(String session, String network) {
      for (int i = 0; i < places.size(); i++) {
        Place place = places.get(i);
        if (place.session().equals(session) && place.network().equals(network)) {
          return i;
        }
      }
      return -1;
    }

    private static boolean isWithin(Instant minute, Instant time) {
      long after = time.getEpochSecond() - minute.getEpochSecond();
      return after >= 0 && after < 60;
    }

    /**
     * Whether the home's other credentials are used from there, and that without cause for doubt.
     */
    boolean isUsual(String network, String session) {
      return flag(network) == null
          && places.stream()
              .anyMatch(p -> p.network().equals(network) && !p.session().equals(session));
    }

    /**
     * The public network that the session was used from before, other than {@code network}. Private
     * addresses show only through a VPC endpoint, beside any public one.
     */
    @Nullable Place elsewhere(String session, String network) {
      return places.stream()
          .filter(p -> p.session().equals(session) && !p.network().equals(network))
          .filter(p -> !p.network().equals(PRIVATE))
          .findFirst()
          .orElse(null);
    }

    @Nullable Flag flag(String network) {
      for (Flag flag : flags) {
        if (flag.network().equals(network)) {
          return flag;
        }
      }
      return null;
    }

    Memory with(Flag flag) {
      List<Flag> more = new ArrayList<>(flags);
      more.removeIf(f -> f.network().equals(flag.network()));
      if (more.size() == MAX) {
        more.remove(
            more.stream()
                .min(Comparator.comparing(Flag::last).thenComparing(Flag::network))
                .orElseThrow());
      }
      more.add(flag);
      return new Memory(places, more);
    }
  }
}
