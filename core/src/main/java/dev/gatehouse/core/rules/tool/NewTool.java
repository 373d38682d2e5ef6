package dev.gatehouse.core.rules.tool;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.feature.Feature;
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

/** {@code new-tool}: an identity acts with what it never used. */
public final class NewTool extends NewValueRule {
  /** Families that exist to find what can be taken; auditors use some of them too. */
  private static final Set<String> SEARCHING = Set.of("pacu", "scoutsuite", "prowler", "steampipe");

  private static final About ABOUT =
      new About(
          "new-tool",
          "Tool never used before",
          "An identity called with a kind of tool that it never used, and that those like it do not"
              + " use either: somebody of the console turned to a script, a workload to the command"
              + " line.",
          Severity.HIGH,
          SignalCategory.TOOL,
          List.of(Attack.of("T1078.004"), Attack.of("T1059.009")),
          "Workloads keep their SDK, people the few tools they know.",
          "A week of history of the identity. User agents as the records hold them; versions are"
              + " ignored.",
          "Send the user agent of the victim's tool: it is only text.",
          List.of(
              "Somebody learns the command line, or writes the first script.",
              "A workload that was written anew in another language."),
          List.of(
              "A forged user agent.",
              "Another version of the same tool.",
              "A tool that most peers use counts for less, and a thief may have it too."),
          List.of(
              "Compare the address of these calls with where the identity usually is.",
              "Ask the owner whether they tried a new tool, and for a workload what was deployed.",
              "Look at the first calls: a script of work repeats itself, a search does not.",
              "If nobody knows of it, revoke the credential."),
          "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html");

  /**
   * Thresholds.
   *
   * @param daysMin active days of history
   * @param bitsMin how unlikely by history and peers together, in bits
   * @param bitsMedium from which on it is worth a look by itself
   * @param adoptersMax how many others may have come to the tool within a day
   */
  public record Settings(int daysMin, double bitsMin, double bitsMedium, int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("bitsMin", bitsMin, 0, 100);
      Limit.range("bitsMedium", bitsMedium, 0, 100);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(7, 7, 10, 3);
    }
  }

  private final Settings settings;

  public NewTool(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private NewTool(Settings settings, Estate estate) {
    super(
        ABOUT,
        Duration.ofDays(1),
        estate,
        Set.of(Feature.TOOL),
        new Threshold(settings.daysMin(), settings.bitsMin(), settings.adoptersMax()));
    this.settings = settings;
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return super.isUnusual(in) && !isOfAws(in.signal().value());
  }

  @Override
  protected Match match(Anomaly in) {
    String tool = in.signal().value();
    boolean searching = SEARCHING.contains(tool) && in.peers().organizationAdopters() == 0;
    boolean medium = in.bits() >= settings.bitsMedium() || isConsoleTurned(in);
    return new Match(
        "tool " + tool,
        Headline.of("{actor} used {}, a tool that it never used before", Quantity.text(tool)),
        searching ? Severity.HIGH : medium ? Severity.MEDIUM : Severity.LOW,
        medium ? Confidence.MEDIUM : Confidence.LOW,
        AnomalyReason.why(in));
  }

  /** What AWS does on somebody's behalf carries names of its own. */
  private static boolean isOfAws(String tool) {
    return tool.equals("aws") || tool.equals("aws service");
  }

  /** Nothing but the console so far, and now something that runs by itself. */
  private static boolean isConsoleTurned(Anomaly in) {
    String tool = in.signal().value();
    return in.signal().usual().equals("console") && tool.startsWith("sdk ");
  }
}
