package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code role-chain-depth}: a role assumed from a role assumed from a role. */
public final class RoleChainDepth implements Detector<Chains> {
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
   * @param hopsMax AssumeRole calls on the way home that are still ordinary
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

  private final Settings settings;

  public RoleChainDepth(Settings settings) {
    this.settings = settings;
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
  public Chains start(String key) {
    return Chains.NONE;
  }

  @Override
  public Instant expires(Chains memory) {
    return memory.expires();
  }

  @Override
  public Step<Chains, Finding> fold(
      String key, Chains memory, Instant time, String id, Activity in) {
    Chains chains = memory.at(time).called(in.session(), in.event().eventName(), time);
    int hops = in.lineage().assumptions() + (issues(in) ? 1 : 0);
    if (hops <= settings.hopsMax()) {
      return Step.of(chains);
    }
    String crossing = crossing(in, hops);
    Chains.Chain known = chains.chain(crossing);
    chains = chains.seen(crossing, time);
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    if (known != null && known.raised().isBefore(hour)) {
      return Step.of(chains);
    }
    Chains.Report report = chains.report();
    Evidence evidence = (report == null ? way(in) : report.evidence()).and(in.event().id(), time);
    Instant raised = report == null ? time : report.raised();
    String name = FindingId.of(ABOUT.id(), hour, key);
    Finding finding =
        report != null && report.hops() > hops
            ? report.finding().with(evidence)
            : match(in, chains, hops).finding(ABOUT, name, in, evidence, raised);
    int deepest = report == null ? hops : Math.max(hops, report.hops());
    Chains.Report now = new Chains.Report(raised, deepest, evidence, finding);
    return Step.of(chains.with(now), new Out<>(name, time, now.end(), finding));
  }

  private Match match(Activity in, Chains chains, int deepest) {
    List<Reason> why = new ArrayList<>();
    why.add(
        Prose.reason(
            "AssumeRole calls from the origin on",
            String.valueOf(deepest),
            "at most " + settings.hopsMax()));
    List<Hop> way = in.lineage().hops();
    for (int i = way.size() - 1; i >= 0; i--) {
      Hop hop = way.get(i);
      why.add(
          Prose.reason(
              "hop " + (way.size() - i) + ": " + Actor.name(hop.roleArn()),
              chains.calls(Actor.session(hop, in.session()))
                  + (hop.from() == null ? "" : "; issued to " + Quote.plain(hop.from()))
                  + "; tied by "
                  + hop.join().word(),
              "-"));
    }
    if (issues(in)) {
      why.add(
          Prose.reason(
              "hop " + (way.size() + 1) + ": " + Actor.name(target(in)),
              "issued by this record",
              "-"));
    }
    Severity severity = deepest >= settings.hopsHigh() ? Severity.HIGH : Severity.MEDIUM;
    Confidence confidence = in.lineage().confidence() >= 0.9 ? Confidence.HIGH : Confidence.MEDIUM;
    String title =
        Actor.name(in.lineage().origin()) + " is " + deepest + " role assumptions away from home";
    return new Match("chain", title, severity, confidence, why);
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

  /** The issuing records on the way, from home on. */
  private static Evidence way(Activity in) {
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
