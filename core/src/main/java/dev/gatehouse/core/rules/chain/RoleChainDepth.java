package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code role-chain-depth}: a role assumed from a role assumed from a role. */
public final class RoleChainDepth implements Detector<RoleChainDepth.Memory> {
  private static final About ABOUT =
      new About(
          "role-chain-depth",
          "Long role chain",
          "Somebody went from role to role more often than any ordinary job needs. Each hop hides the"
              + " caller a little more and may cross an account boundary.",
          Severity.HIGH,
          SignalCategory.WAY,
          List.of(Attack.of("T1078.004"), Attack.of("T1550.001"), Attack.of("T1548.005")),
          "Tools assume one role, sometimes two (a hub, then a target). More is rarely built on"
              + " purpose.",
          "The issuing AssumeRole records of every hop, so the trails of all accounts on the way."
              + " A hop that is not in the trail ends the chain, and the chain counts as shorter.",
          "Stay at two hops, or pass through an account whose trail is not collected.",
          List.of(
              "A deployment tool that goes from a build account through a hub into a target and"
                  + " there into a service's role.",
              "A broker that chains roles on purpose; raise `hopsMax` if it is the house's design."),
          List.of(
              "A hop through an account outside the trail cuts the chain: only the part behind it is"
                  + " counted.",
              "Sign-ins and credentials that a service delivers are no hops, so a chain that begins"
                  + " on an instance is one shorter than its number of roles."),
          List.of(
              "Read the chain from its origin: does that person or workload have a reason to reach"
                  + " the last role?",
              "Look at the calls made at each hop: a hop with no calls but the next AssumeRole only"
                  + " served to pass through.",
              "Revoke the sessions of the last role (deny by aws:TokenIssueTime) and then of the"
                  + " roles before it.",
              "Check whether each trust policy on the way needs the principal it lets in."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining");

  /**
   * Thresholds.
   *
   * @param hopsMax AssumeRole calls from the origin on that are still ordinary
   * @param hopsHigh from how many on the severity is high
   */
  public record Settings(int hopsMax, int hopsHigh) {
    public Settings {
      Limit.range("hopsMax", hopsMax, 1, 7);
      Limit.range("hopsHigh", hopsHigh, hopsMax + 1, 8);
    }

    public static Settings defaults() {
      return new Settings(2, 4);
    }
  }

  /**
   * What is remembered of all chains that begin at one origin or credential: what their sessions
   * called, and which chains were reported. At most {@value #SESSIONS_MAX} sessions and as many
   * chains; beyond that the one idle longest is forgotten.
   *
   * @param deepest AssumeRole calls on the longest chain in the finding of the hour
   * @param open the finding of the hour
   */
  public record Memory(List<Session> sessions, List<Chain> chains, int deepest, OpenReports open) {
    static final int SESSIONS_MAX = 64;
    static final int CALLS_MAX = 8;

    /** No role session lives longer than this. */
    static final Duration SESSION_MAX = Duration.ofHours(12);

    /** Nothing seen. */
    static final Memory NONE = new Memory(List.of(), List.of(), 0, OpenReports.NONE);

    /**
     * What one session did.
     *
     * @param calls names of the first {@value #CALLS_MAX} different calls
     * @param count of all calls
     */
    public record Session(String name, List<String> calls, long count, Instant last) {}

    /**
     * A chain that was reported.
     *
     * @param crossing the credential with which it became too long
     * @param raised when it did
     */
    public record Chain(String crossing, Instant raised, Instant last) {}

    public Memory {
      sessions = List.copyOf(sessions);
      chains = List.copyOf(chains);
    }

    /** What of this may still live at {@code time}. */
    Memory at(Instant time) {
      Instant from = time.minus(SESSION_MAX);
      OpenReports still = open.at(time);
      return new Memory(
          sessions.stream().filter(s -> s.last().isAfter(from)).toList(),
          chains.stream().filter(c -> c.last().isAfter(from)).toList(),
          still.equals(OpenReports.NONE) ? 0 : deepest,
          still);
    }

    Instant expires() {
      Instant last = Instant.MIN.plus(SESSION_MAX);
      for (Session s : sessions) {
        last = s.last().isAfter(last) ? s.last() : last;
      }
      for (Chain c : chains) {
        last = c.last().isAfter(last) ? c.last() : last;
      }
      return last.plus(SESSION_MAX);
    }

    /** This and one more call. */
    Memory called(String session, String call, Instant time) {
      List<Session> more = new ArrayList<>(sessions);
      Session old = more.stream().filter(s -> s.name().equals(session)).findFirst().orElse(null);
      if (old == null) {
        if (more.size() == SESSIONS_MAX) {
          more.remove(
              more.stream()
                  .min(Comparator.comparing(Session::last).thenComparing(Session::name))
                  .orElseThrow());
        }
        more.add(new Session(session, List.of(call), 1, time));
      } else {
        List<String> calls = old.calls();
        if (calls.size() < CALLS_MAX && !calls.contains(call)) {
          calls = new ArrayList<>(calls);
          calls.add(call);
        }
        more.set(
            more.indexOf(old), new Session(session, List.copyOf(calls), old.count() + 1, time));
      }
      return new Memory(more, chains, deepest, open);
    }

    @Nullable Chain chain(String crossing) {
      return chains.stream().filter(c -> c.crossing().equals(crossing)).findFirst().orElse(null);
    }

    private Memory with(Chain chain) {
      List<Chain> more = new ArrayList<>(chains);
      more.removeIf(c -> c.crossing().equals(chain.crossing()));
      if (more.size() == SESSIONS_MAX) {
        more.remove(
            more.stream()
                .min(Comparator.comparing(Chain::last).thenComparing(Chain::crossing))
                .orElseThrow());
      }
      more.add(chain);
      return new Memory(sessions, more, deepest, open);
    }

    /** This, with the chain in use at {@code time}. */
    Memory seen(String crossing, Instant time) {
      Chain c = chain(crossing);
      return with(new Chain(crossing, c == null ? time : c.raised(), time));
    }

    /** This with a finding whose deepest chain has so many hops. */
    Memory with(OpenReports.Report report, int hops) {
      return new Memory(sessions, chains, Math.max(hops, deepest), open.with(report));
    }

    /** What a session called: how often, and the first different calls. */
    Quantity calls(String session) {
      return sessions.stream()
          .filter(s -> s.name().equals(session))
          .findFirst()
          .map(s -> Quantity.count((double) s.count(), s.calls()))
          .orElse(Quantity.count(0));
    }
  }

  private static final Measure HOPS =
      Measure.of("role-chain-hops", "AssumeRole calls from the origin on");

  private static final Measure ISSUED = Measure.of("hop-issued", "issued by the last record:");

  private final Settings settings;

  public RoleChainDepth(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public @Nullable String key(Activity in) {
    return in.secondCopy() || in.lineage().assumptions() == 0 ? null : Actor.chainRoot(in);
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
    Memory now = memory.at(time).called(in.session(), in.event().eventName(), time);
    int hops = in.lineage().assumptions() + (issues(in) ? 1 : 0);
    if (hops <= settings.hopsMax()) {
      return Step.of(now);
    }
    String crossing = crossing(in, hops);
    Memory.Chain known = now.chain(crossing);
    now = now.seen(crossing, time);
    Window hour = Window.hour(time);
    if (known != null && known.raised().isBefore(hour.from())) {
      return Step.of(now);
    }
    OpenReports.Draft draft = now.open().draft(ABOUT, hour, key).after(issuingRecords(in));
    OpenReports.Report report =
        now.deepest() > hops ? draft.also(in) : draft.newest(match(in, now, hops), in);
    return Step.of(now.with(report, hops), report.out(time));
  }

  private Match match(Activity in, Memory memory, int hops) {
    List<Reason> why = new ArrayList<>();
    why.add(Reason.of(HOPS, Quantity.count(hops), Quantity.atMost(Unit.COUNT, settings.hopsMax())));
    List<Hop> chain = in.lineage().hops();
    for (int i = chain.size() - 1; i >= 0; i--) {
      Hop hop = chain.get(i);
      why.add(
          Reason.of(
                  Measure.of("hop", "calls at hop " + (chain.size() - i) + ":"),
                  memory.calls(Actor.session(hop, in.session())))
              .about(hop.roleArn()));
    }
    String last = issues(in) ? target(in) : in.identity();
    if (issues(in)) {
      why.add(Reason.of(ISSUED, Quantity.identity(last)));
    }
    return new Match(
        "chain",
        Headline.of(
            "{origin} went through {} roles, the last one {}",
            Quantity.count(hops),
            Quantity.identity(last)),
        hops >= settings.hopsHigh() ? Severity.HIGH : Severity.MEDIUM,
        in.lineage().confidence() >= 0.9 ? Confidence.HIGH : Confidence.MEDIUM,
        why);
  }

  private static String target(Activity in) {
    String role = in.event().request("roleArn");
    return role == null ? "-" : role;
  }

  private static boolean issues(Activity in) {
    return in.event().is("sts.amazonaws.com", "AssumeRole")
        && in.event().succeeded()
        && !in.isByService();
  }

  /**
   * The credential with which the chain became too long; all that grows from it is said once. The
   * newest hops are the AssumeRole calls, deliveries and sign-ins stand at the far end.
   */
  private String crossing(Activity in, int hops) {
    int at = hops - settings.hopsMax() - 1 - (issues(in) ? 1 : 0);
    if (at < 0) {
      String issued = in.event().response("credentials", "accessKeyId");
      return issued != null ? issued : in.event().id();
    }
    List<Hop> way = in.lineage().hops();
    return at < way.size() ? Actor.session(way.get(at), in.session()) : in.session();
  }

  /** The records that issued the credentials, from the origin on. */
  private static Evidence issuingRecords(Activity in) {
    Evidence evidence = Evidence.NONE;
    List<Hop> hops = in.lineage().hops();
    for (int i = hops.size() - 1; i >= 0; i--) {
      String record = hops.get(i).issuedBy();
      Instant issued = hops.get(i).issuedAt();
      if (record != null && issued != null) {
        evidence = evidence.and(record, issued);
      }
    }
    return evidence;
  }
}
