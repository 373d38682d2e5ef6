package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import dev.gatehouse.policy.aws.UniqueId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code new-place}: an identity acts from where it never did. */
public final class NewPlace extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "new-place",
          "Acts from a new place",
          "An identity acted from a country or network that it was never seen in, and that hardly"
              + " anybody else in the organization uses. Whoever has its credential may be elsewhere.",
          Severity.HIGH,
          SignalCategory.PLACE,
          List.of(Attack.of("T1078.004")),
          "Programs stay where they are; people come from a few networks, which colleagues share.",
          "A week of history of the identity. networks.csv of the estate for countries, ASNs and own"
              + " networks; without it blocks of addresses are compared.",
          "Use the credential from the victim's own network, or from a provider it uses anyway.",
          List.of(
              "A traveller, a new home, a mobile provider that moved its addresses.",
              "A program that moved: its colleagues follow within the hour, and then it is quiet."),
          List.of(
              "Networks marked as one's own in networks.csv are no new place for anybody.",
              "Calls through a VPC endpoint show a private address.",
              "Without networks.csv a person's new block of addresses is not told: homes change"
                  + " theirs.",
              "Identities with less than a week of history."),
          List.of(
              "Look up the address: hosting, anonymizing service, or a provider of that country.",
              "Ask the owner of the origin where they or their program were.",
              "Compare tool and calls with what is usual for it.",
              "If nobody knows of it, deactivate the key or revoke the sessions, then look for how it"
                  + " leaked."),
          "https://attack.mitre.org/techniques/T1078/004/");

  /**
   * Thresholds.
   *
   * @param daysMin active days of history
   * @param bitsMin how unlikely by history and peers together, in bits
   * @param adoptersMax how many others may have come to the place within a day; from more on it is
   *     the organization that moved
   */
  public record Settings(int daysMin, double bitsMin, int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("bitsMin", bitsMin, 0, 100);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(7, 8, 3);
    }
  }

  private final Settings settings;
  private final Estate estate;
  private final ChangeWindows changeWindows;

  public NewPlace(Settings settings, Estate estate) {
    super(Duration.ofDays(1));
    this.settings = settings;
    this.estate = estate;
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  protected boolean concerns(Anomaly in) {
    Feature feature = in.signal().feature();
    return in.signal().kind() == Signal.Kind.NEW_VALUE
        && (feature == Feature.COUNTRY || feature == Feature.ASN || feature == Feature.NETWORK)
        && isActor(in)
        && Address.is(in.activity().event().sourceIPAddress());
  }

  @Override
  protected @Nullable Match judge(Anomaly in) {
    if (in.history().daysLearned() < settings.daysMin()
        || in.bits() < settings.bitsMin()
        || in.peers().organizationAdoptersDay() > settings.adoptersMax()
        || isOurs(in)) {
      return null;
    }
    boolean machine = isMachine(in.activity());
    Severity severity = severity(in.signal().feature(), machine, hasKey(in.activity()));
    if (severity == null) {
      return null;
    }
    String address = String.valueOf(in.activity().event().sourceIPAddress());
    Match match =
        new Match(
            "place",
            Prose.ACTOR + " acted from a place new to it, " + address + label(address),
            severity,
            machine ? Confidence.HIGH : Confidence.MEDIUM,
            AnomalyReason.why(in));
    return changeWindows.lower(match, in.activity());
  }

  private static @Nullable Severity severity(
      @Nullable Feature feature, boolean machine, boolean hasKey) {
    if (feature == Feature.COUNTRY) {
      return machine ? Severity.HIGH : Severity.MEDIUM;
    }
    if (feature == Feature.ASN) {
      return machine ? Severity.HIGH : Severity.LOW;
    }
    // A block of addresses alone: a key hardly moves, a workload does when its network is rebuilt.
    return machine ? (hasKey ? Severity.MEDIUM : Severity.LOW) : null;
  }

  /** A long-lived key or a workload: neither travels. */
  private static boolean isMachine(Activity in) {
    return hasKey(in) || !in.lineage().isPersonal();
  }

  /** Whether a long-lived key stands at the beginning. */
  private static boolean hasKey(Activity in) {
    return UniqueId.LONG_TERM_KEY.is(in.event().userIdentity().accessKeyId())
        || in.lineage().hops().stream()
            .anyMatch(hop -> UniqueId.LONG_TERM_KEY.is(hop.accessKeyId()));
  }

  private boolean isOurs(Anomaly in) {
    String address = String.valueOf(in.activity().event().sourceIPAddress());
    return in.activity().event().vpcEndpointId() != null
        || Address.isPrivate(address)
        || estate.network(address).filter(network -> network.kind().own()).isPresent();
  }

  private String label(String address) {
    Optional<Network> network = estate.network(address);
    return network.map(Network::country).map(country -> " (" + country + ")").orElse("");
  }
}
