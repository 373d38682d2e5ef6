package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.NewValueRule;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.aws.UniqueId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code new-place}: an identity acts from where it never did. */
public final class NewPlace extends NewValueRule {
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

  /** Thresholds; see {@link Threshold}. */
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

  private final Location location;

  public NewPlace(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private NewPlace(Settings settings, Estate estate) {
    super(
        ABOUT,
        Duration.ofDays(1),
        estate,
        Set.of(Feature.COUNTRY, Feature.ASN, Feature.NETWORK),
        new Threshold(settings.daysMin(), settings.bitsMin(), settings.adoptersMax()));
    this.location = new Location(estate);
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return super.isUnusual(in)
        && Address.is(in.activity().event().sourceIPAddress())
        && !location.isOwn(in.activity().event())
        && (in.signal().feature() != Feature.NETWORK || isMachine(in.activity()));
  }

  @Override
  protected Match match(Anomaly in) {
    boolean machine = isMachine(in.activity());
    return new Match(
        "place",
        Headline.of(
            "{actor} acted from {} for the first time",
            location.of(in.activity().event().sourceIPAddress())),
        severity(in, machine),
        machine ? Confidence.HIGH : Confidence.MEDIUM,
        AnomalyReason.why(in));
  }

  /** A block of addresses alone is little: a workload's changes when its network is rebuilt. */
  private static Severity severity(Anomaly in, boolean machine) {
    if (in.signal().feature() == Feature.NETWORK) {
      return hasKey(in.activity()) ? Severity.MEDIUM : Severity.LOW;
    }
    Severity person = in.signal().feature() == Feature.COUNTRY ? Severity.MEDIUM : Severity.LOW;
    return machine ? Severity.HIGH : person;
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
}
