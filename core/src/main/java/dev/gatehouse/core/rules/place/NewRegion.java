package dev.gatehouse.core.rules.place;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
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
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.NewValueRule;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code new-region}: an identity acts in a region that it and its organization do not use. */
public final class NewRegion extends NewValueRule {
  /**
   * Regions that are off until an account's owner enables them: those introduced after 20 March
   * 2019 (AWS Account Management reference guide, "Enable or disable AWS Regions").
   */
  private static final Set<String> OFF_BY_DEFAULT =
      Set.of(
          "af-south-1",
          "ap-east-1",
          "ap-east-2",
          "ap-south-2",
          "ap-southeast-3",
          "ap-southeast-4",
          "ap-southeast-5",
          "ap-southeast-6",
          "ap-southeast-7",
          "ca-west-1",
          "eu-central-2",
          "eu-south-1",
          "eu-south-2",
          "il-central-1",
          "me-central-1",
          "me-south-1",
          "mx-central-1");

  private static final About ABOUT =
      new About(
          "new-region",
          "Region never used before",
          "An identity acted in a region in which it never did, and in which hardly anybody of the"
              + " organization does. Miners look for quota and for places that nobody watches.",
          Severity.HIGH,
          SignalCategory.PLACE,
          List.of(Attack.of("T1535"), Attack.of("T1496.001")),
          "An organization works in a few regions, and enters another on purpose.",
          "A trail of all regions and a week of history of the identity. Global services are left"
              + " out, and of STS the region that served the call counts.",
          "Use a region in which the organization has work of its own.",
          List.of(
              "The first steps into a new region: put them into a planned change.",
              "Somebody who looks around in the console with another region chosen."),
          List.of(
              "Regions that many others use: the first call there of one identity is no news.",
              "Identities with less than a week of history, unless the region is off by default and"
                  + " nobody uses it.",
              "A trail of one region sees nothing of the others."),
          List.of(
              "List what was created in the region: instances, spot requests, functions, endpoints.",
              "Ask the owner; look for a planned change.",
              "Stop what runs there, then revoke the credential and look for how it leaked.",
              "Deny unused regions by a service control policy (aws:RequestedRegion)."),
          "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html");

  /**
   * Thresholds.
   *
   * @param daysMin active days of history
   * @param bitsMin how unlikely by history and peers together, in bits
   * @param membersMin how many others are known before one can say that nobody uses a region
   * @param adoptersMax how many others may have come to the region within a day
   */
  public record Settings(int daysMin, double bitsMin, int membersMin, int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("bitsMin", bitsMin, 0, 100);
      Limit.range("membersMin", membersMin, 1, 1000);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(7, 10, 10, 3);
    }
  }

  private static final Measure OFF =
      Measure.of("region-off-by-default", "region that is off by default", "somebody enabled it");

  private final Settings settings;
  private final Threshold threshold;

  public NewRegion(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private NewRegion(Settings settings, Estate estate) {
    this(
        settings,
        estate,
        new Threshold(settings.daysMin(), settings.bitsMin(), settings.adoptersMax()));
  }

  private NewRegion(Settings settings, Estate estate, Threshold threshold) {
    super(ABOUT, Duration.ofDays(1), estate, Set.of(Feature.REGION), threshold);
    this.settings = settings;
    this.threshold = threshold;
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return isNew(in) && (threshold.isUnlikely(in) || isOptedInto(in)) && !threshold.isCommon(in);
  }

  @Override
  protected Match match(Anomaly in) {
    Quantity region = Quantity.text(in.signal().value());
    boolean odd = threshold.isUnlikely(in);
    boolean optedInto = isOptedInto(in);
    boolean unused = isUnused(in);
    // At the console somebody may just have chosen another region.
    boolean console = in.activity().event().sessionCredentialFromConsole();
    List<Reason> why = new ArrayList<>(AnomalyReason.why(in));
    if (optedInto) {
      why.add(Reason.of(OFF, region));
    }
    return new Match(
        "region " + in.signal().value(),
        Headline.of("{actor} acted in {} for the first time", region),
        odd && (optedInto || (unused && !console))
            ? Severity.HIGH
            : unused || optedInto ? Severity.MEDIUM : Severity.LOW,
        optedInto && odd ? Confidence.HIGH : Confidence.MEDIUM,
        why);
  }

  private boolean isUnused(Anomaly in) {
    return in.peers().organizationAdopters() == 0
        && in.peers().organizationMembers() >= settings.membersMin();
  }

  /** Whether somebody works in a region that nobody uses and that had to be enabled first. */
  private boolean isOptedInto(Anomaly in) {
    return OFF_BY_DEFAULT.contains(in.signal().value())
        && isUnused(in)
        && in.activity().event().succeeded();
  }
}
