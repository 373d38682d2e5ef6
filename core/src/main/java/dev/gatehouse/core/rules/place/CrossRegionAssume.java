package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.NewValueRule;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code cross-region-assume}: a role asked for in a region new to the caller. */
public final class CrossRegionAssume extends NewValueRule {
  private static final About ABOUT =
      new About(
          "cross-region-assume",
          "Role assumed in another region",
          "Somebody asked the STS of a region for a role in which it was never seen before, and hardly anybody else is. Tools ask in the region they are set up for; another region is another setup.",
          Severity.MEDIUM,
          SignalCategory.PLACE,
          List.of(Attack.of("T1078.004"), Attack.of("T1535")),
          "A caller uses the STS endpoint of the region it runs in, or the one its tool is configured with.",
          "Management events of STS in all regions. For the global endpoint the record must say where it was served (newer records do); without that its calls say nothing about a region and are left out.",
          "Ask the endpoint of the region that the victim uses.",
          List.of(
              "An expansion to a new region, an SDK that goes over to regional endpoints: from the third caller on it is quiet.",
              "A person who tries the tool with another region."),
          List.of(
              "Calls on the global endpoint without a served region.",
              "Callers with less than a week of history.",
              "A region that the caller uses for other calls already."),
          List.of(
              "Ask the owner of the origin whether it was set up for that region.",
              "Compare tool and address of the call with those of the days before.",
              "Look for what was started or created in that region afterwards.",
              "If nobody knows of it, revoke the session and consider denying the region by policy."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html");

  /** Thresholds; see {@link Threshold}. */
  public record Settings(int daysMin, double bitsMin, int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("bitsMin", bitsMin, 0, 100);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(7, 8, 2);
    }
  }

  public CrossRegionAssume(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private CrossRegionAssume(Settings settings, Estate estate) {
    super(
        ABOUT,
        Duration.ofDays(1),
        estate,
        Set.of(Feature.REGION),
        new Threshold(settings.daysMin(), settings.bitsMin(), settings.adoptersMax()));
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return super.isUnusual(in)
        && !in.signal().usual().isEmpty()
        && RoleAssumption.is(in.activity().event());
  }

  @Override
  protected Match match(Anomaly in) {
    return new Match(
        in.signal().value(),
        Headline.of(
            "{actor} assumed a role in {} for the first time", Quantity.text(in.signal().value())),
        in.peers().organizationAdopters() == 0 ? Severity.MEDIUM : Severity.LOW,
        Confidence.MEDIUM,
        AnomalyReason.why(in));
  }
}
