package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code unexpected-network}: a role assumed from outside, by one who always came from inside. */
public final class UnexpectedNetwork extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "unexpected-network",
          "Role assumed from outside",
          "An identity that had always assumed roles from the organization's own networks did so from"
              + " outside them.",
          Severity.HIGH,
          SignalCategory.PLACE,
          List.of(Attack.of("T1078.004"), Attack.of("T1550.001")),
          "Who works from the inside stays inside: offices, VPN, NAT addresses, VPC endpoints.",
          "networks.csv that names one's own networks; without any it is quiet. A week of history.",
          "Assume the role from a machine inside, or with a victim who works from home.",
          List.of(
              "The first day of work at home, or in a new office that networks.csv does not know.",
              "A workload that moved to another way out."),
          List.of(
              "Identities that ever came from outside within the memory of their baseline.",
              "New ways out that many identities take on one day, and networks that most of the peers"
                  + " come from.",
              "Endpoints count as inside, although a thief can own one."),
          List.of(
              "Look up the address, and what else it was used for in the trail.",
              "Ask the owner of the origin; look for a change of networks that day.",
              "If nobody knows of it, revoke the origin's credential and the role's sessions.",
              "Add aws:SourceIp or aws:SourceVpce conditions to the role's trust policy."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html");

  /**
   * Thresholds.
   *
   * @param daysMin active days of history
   * @param adoptersMax how many others may have begun to assume roles from there within a day
   */
  public record Settings(int daysMin, int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(7, 3);
    }
  }

  private static final Measure SOURCE =
      Measure.of("source-address", "source address", "one of the organization's own networks");

  private final Settings settings;
  private final Estate estate;
  private final Location location;
  private final boolean knowsOwn;

  public UnexpectedNetwork(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private UnexpectedNetwork(Settings settings, Estate estate) {
    super(ABOUT, Duration.ofDays(1), estate);
    this.settings = settings;
    this.estate = estate;
    this.location = new Location(estate);
    this.knowsOwn = estate.networks().stream().anyMatch(network -> network.kind().own());
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return knowsOwn
        && in.signal().kind() == Signal.Kind.NEW_VALUE
        && in.signal().feature() == Feature.ASSUMED_FROM
        && isActor(in)
        && in.history().daysLearned() >= settings.daysMin()
        && in.signal().usual().equals(Feature.OWN_NETWORK)
        && in.peers().organizationAdoptersDay() <= settings.adoptersMax()
        && 2 * in.peers().adopters() <= in.peers().members();
  }

  @Override
  protected Match match(Anomaly in) {
    TrailEvent event = in.activity().event();
    String address = String.valueOf(event.sourceIPAddress());
    Severity severity = severity(in, estate.network(address));
    return new Match(
        "outside",
        Headline.of(
            "{actor} assumed {} from outside, {}",
            Quantity.identity(String.valueOf(event.request("roleArn"))),
            Quantity.text(address)),
        severity,
        severity == Severity.HIGH ? Confidence.HIGH : Confidence.MEDIUM,
        List.of(AnomalyReason.of(in), Reason.of(SOURCE, location.of(address))));
  }

  /** People may come from homes and on the road; nobody works in a rented server. */
  private static Severity severity(Anomaly in, Optional<Network> there) {
    boolean rented = there.filter(network -> network.kind() == Network.Kind.HOSTING).isPresent();
    boolean person = in.activity().lineage().isPersonal();
    boolean home =
        there
            .filter(
                network ->
                    network.kind() == Network.Kind.HOME || network.kind() == Network.Kind.MOBILE)
            .isPresent();
    boolean shared = in.peers().organizationAdopters() > 0;
    return rented ? Severity.HIGH : person && home && shared ? Severity.LOW : Severity.MEDIUM;
  }
}
